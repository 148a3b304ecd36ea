namespace Observe.Agent.Expose;

/// <summary>
/// Whether the agent is ready, and if not, why: a component holds it back under its name and clears that again. Thread-safe.
/// </summary>
internal sealed class Readiness
{
    private readonly Lock _changing = new();
    private readonly SortedDictionary<string, string> _reasons = new(StringComparer.Ordinal);

    public bool IsReady => Reasons.Count == 0;

    /// <summary>Every reason as <c>component: reason</c>, in the order of the names.</summary>
    public IReadOnlyList<string> Reasons
    {
        get
        {
            lock (_changing)
            {
                return [.. _reasons.Select(r => $"{r.Key}: {r.Value}")];
            }
        }
    }

    /// <summary>Says why this component is not ready; a new reason takes the place of its last one.</summary>
    public void Set(string component, string reason)
    {
        lock (_changing)
        {
            _reasons[component] = reason.ReplaceLineEndings(" ");
        }
    }

    public void Clear(string component)
    {
        lock (_changing)
        {
            _reasons.Remove(component);
        }
    }
}
