namespace Observe.Agent.Metrics.Pushed;

/// <summary>A resource, as an app sends it: the labels it gives, and its metrics by their bytes.</summary>
internal sealed class PushedResource(IReadOnlyList<KeyValuePair<string, string>> labels, PushedTarget? target)
{
    /// <summary><c>job</c>, and <c>instance</c> where the app names one.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; } = labels;

    public PushedTarget? Target { get; } = target;

    public BytesTable<PushedStream> Streams { get; } = new();
}
