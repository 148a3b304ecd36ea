using Observe.Agent.Metrics;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Store;

/// <summary>Everything that was committed, as of one moment.</summary>
internal sealed record StoredState(
    IReadOnlyList<(SeriesKey Key, long Value)> Counters,
    IReadOnlyList<(SeriesKey Key, double[] Bounds, HistogramValue Value)> Histograms,
    IReadOnlyList<FileCheckpoint> Files,
    IReadOnlyList<KeyValuePair<string, long>> Followed,
    IReadOnlyList<StoredPattern> StoredPatterns,
    IReadOnlyList<KeyValuePair<string, string>> MergedPatterns)
{
    /// <summary>How far each journal reached, by its name.</summary>
    public IReadOnlyDictionary<string, long> Journals { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Totals of delta series that apps push.</summary>
    public IReadOnlyList<StoredDelta> Deltas { get; init; } = [];

    /// <summary>How far the tokens that apps push were counted.</summary>
    public IReadOnlyList<StoredUsage> Usage { get; init; } = [];

    /// <summary>The patterns that were not merged into others, each with all records that belong to it.</summary>
    public IEnumerable<LogPattern> Patterns()
    {
        var merged = MergedPatterns.ToDictionary(StringComparer.Ordinal);
        var counts = PatternCounts().GroupBy(c => c.Pattern, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(c => c.Count), StringComparer.Ordinal);
        return StoredPatterns.Where(p => !merged.ContainsKey(p.Id)).Select(p =>
            new LogPattern(p.Id, p.Template, p.Example, p.FirstSeen, p.LastSeen, counts.GetValueOrDefault(p.Id), p.Shapes));
    }

    /// <summary>The pattern that an id belongs to after all merges.</summary>
    public string CurrentPattern(string id) => Root(id, MergedPatterns.ToDictionary(StringComparer.Ordinal));

    /// <summary>Records by pattern and level, those of merged patterns under the one they were merged into.</summary>
    public IEnumerable<(string Pattern, string Level, long Count)> PatternCounts()
    {
        var merged = MergedPatterns.ToDictionary(StringComparer.Ordinal);
        return Counters
            .Where(c => c.Key.Metric == MetricNames.LogPatternRecords)
            .GroupBy(c => (Pattern: Root(c.Key["pattern"], merged), Level: c.Key["level"]))
            .Select(g => (g.Key.Pattern, g.Key.Level, g.Sum(c => c.Value)));
    }

    /// <summary>Patterns merge into older ones, so the way ends; a damaged store may hold a circle, hence the bound.</summary>
    private static string Root(string id, Dictionary<string, string> merged)
    {
        for (var steps = 0; steps <= merged.Count && merged.TryGetValue(id, out var into); steps++)
        {
            id = into;
        }

        return id;
    }
}
