using System.Runtime.InteropServices;
using Observe.Agent.Records;

namespace Observe.Agent.Metrics;

/// <summary>
/// Counts records by pattern and level, and keeps the patterns that were seen for the next commit. The caller holds the commit
/// lock.
/// </summary>
internal sealed class PatternMetrics(CommittedMetrics metrics, Func<ulong, LogPattern?> find) : ILogConsumer
{
    private readonly Dictionary<(ulong Pattern, LogLevel Level), CommittedCounter> _records = [];
    private readonly HashSet<ulong> _seen = [];

    public void Consume(LogBatch batch)
    {
        foreach (ref readonly var record in batch.Records)
        {
            if (record.Pattern != 0)
            {
                ref var series = ref CollectionsMarshal.GetValueRefOrAddDefault(_records, (record.Pattern, record.Level), out _);
                series ??= metrics.Counter(new SeriesKey(
                    MetricNames.LogPatternRecords, new("pattern", IdText(record.Pattern)), new("level", AttributeValues.Of(record.Level))));
                series.Add(1);
                _seen.Add(record.Pattern);
            }
        }
    }

    /// <summary>Puts the patterns seen since the last call into the commit, as they are known now.</summary>
    public void TakeChanges(List<LogPattern> patterns)
    {
        foreach (var id in _seen)
        {
            if (find(id) is { } pattern)
            {
                patterns.Add(pattern);
            }
        }

        _seen.Clear();
    }

    private static string IdText(ulong id) => id.ToString("x12", System.Globalization.CultureInfo.InvariantCulture);
}
