using System.Collections.Concurrent;
using Observe.Agent.Records.Status;

namespace Observe.Agent.Metrics;

/// <summary>Counts by reason since the start, for whoever asks the agent and not Prometheus. Thread-safe.</summary>
internal sealed class ReasonTally
{
    private readonly ConcurrentDictionary<(string Of, string Reason), long> _counts = new();

    public IReadOnlyList<ReasonCount> Counts =>
        [.. _counts.Select(c => new ReasonCount(c.Key.Of, c.Key.Reason, c.Value)).OrderByDescending(c => c.Count).ThenBy(c => c.Of, StringComparer.Ordinal).ThenBy(c => c.Reason, StringComparer.Ordinal)];

    public void Add(string of, string reason, long count)
    {
        if (count > 0)
        {
            _counts.AddOrUpdate((of, reason), count, (_, before) => before + count);
        }
    }
}
