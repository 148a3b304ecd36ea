using System.Globalization;
using System.Runtime.InteropServices;
using Observe.Agent.Records;

namespace Observe.Agent.Metrics;

/// <summary>
/// Counts records by pattern and level, and keeps what became of patterns for the next commit. The caller holds the commit
/// lock, except for <see cref="Merged"/>, which may be called by any thread.
/// </summary>
internal sealed class PatternMetrics(CommittedMetrics metrics, Func<IReadOnlySet<ulong>, IReadOnlyList<LogPattern>> export) : ILogConsumer
{
    /// <summary>Series kept for patterns and levels; what comes after them counts as pattern <c>other</c>, so that neither memory nor the page grows.</summary>
    public const int MaxSeries = 4000;

    private readonly Lock _merging = new();
    private readonly Dictionary<(ulong Pattern, LogLevel Level), CommittedCounter> _records = [];
    private readonly HashSet<ulong> _seen = [];
    private readonly List<KeyValuePair<string, string>> _merged = [];

    public static string IdText(ulong id) => id.ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>Takes over the series that were committed by earlier runs: they count against <see cref="MaxSeries"/>.</summary>
    public void Load(IEnumerable<(SeriesKey Key, long Value)> counters)
    {
        foreach (var (key, _) in counters)
        {
            if (key.Metric == MetricNames.LogPatternRecords
                && ulong.TryParse(key["pattern"], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var pattern)
                && AttributeValues.TryParse(key["level"], out var level))
            {
                _records[(pattern, level)] = metrics.Counter(key);
            }
        }
    }

    public void Consume(LogBatch batch)
    {
        foreach (ref readonly var record in batch.Records)
        {
            if (record.Pattern != 0)
            {
                Count(record.Pattern, record.Level);
            }
        }
    }

    /// <summary>From now on the records of one pattern belong to another.</summary>
    public void Merged(ulong pattern, ulong into)
    {
        lock (_merging)
        {
            _merged.Add(new(IdText(pattern), IdText(into)));
        }
    }

    /// <summary>Puts the patterns seen since the last call into the commit, as they are known now.</summary>
    public void TakeChanges(CommitSet commit)
    {
        lock (_merging)
        {
            commit.MergedPatterns.AddRange(_merged);
            _merged.Clear();
        }

        if (_seen.Count > 0)
        {
            commit.Patterns.AddRange(export(_seen));
            _seen.Clear();
        }
    }

    private void Count(ulong pattern, LogLevel level)
    {
        ref var series = ref CollectionsMarshal.GetValueRefOrNullRef(_records, (pattern, level));
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref series))
        {
            series.Add(1);
        }
        else
        {
            var isKept = _records.Count < MaxSeries;
            var id = isKept ? IdText(pattern) : NameTable.Overflow;
            var added = metrics.Counter(new SeriesKey(MetricNames.LogPatternRecords, new("pattern", id), new("level", AttributeValues.Of(level))));
            added.Add(1);
            if (isKept)
            {
                _records.Add((pattern, level), added);
            }
        }

        _seen.Add(pattern);
    }
}
