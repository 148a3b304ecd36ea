namespace Observe.Prometheus.Tests.Parsing;

/// <summary>A page read back: samples in order, and the type of each family.</summary>
internal sealed class ParsedPage
{
    public List<ParsedSample> Samples { get; } = [];

    public Dictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Help { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ParsedNativeHistogram> Native { get; } = new(StringComparer.Ordinal);
}
