using Observe.Agent.Metrics;

namespace Observe.Agent.Report;

/// <summary>Counts from logs, added up by what people ask for.</summary>
internal sealed record LogTotals
{
    public required IReadOnlyDictionary<string, long> Levels { get; init; }

    public required IReadOnlyDictionary<string, long> Providers { get; init; }

    /// <summary>Tokens by type.</summary>
    public required IReadOnlyDictionary<string, long> Tokens { get; init; }

    /// <summary>Lines that could not be read as their file's format, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Unparsed { get; init; }

    public required long Bytes { get; init; }

    public long Lines => Levels.Values.Sum();

    public long ErrorLines => Levels.GetValueOrDefault("error") + Levels.GetValueOrDefault("fatal");

    public static LogTotals Of(IEnumerable<(SeriesKey Key, long Value)> counters)
    {
        Dictionary<string, long> levels = [], providers = [], tokens = [], unparsed = [];
        var bytes = 0L;
        foreach (var (key, value) in counters)
        {
            switch (key.Metric)
            {
                case MetricNames.LogRecords:
                    Add(levels, key["level"], value);
                    Add(providers, key["provider"], value);
                    break;
                case MetricNames.LogBytes:
                    bytes += value;
                    break;
                case MetricNames.LogUnparsed:
                    Add(unparsed, key["reason"], value);
                    break;
                case MetricNames.Tokens when key["origin"] == "log":
                    Add(tokens, key["type"], value);
                    break;
            }
        }

        return new LogTotals { Levels = levels, Providers = providers, Tokens = tokens, Unparsed = unparsed, Bytes = bytes };
    }

    /// <summary>What came since an earlier state.</summary>
    public LogTotals Since(LogTotals earlier) => new()
    {
        Levels = Subtract(Levels, earlier.Levels),
        Providers = Subtract(Providers, earlier.Providers),
        Tokens = Subtract(Tokens, earlier.Tokens),
        Unparsed = Subtract(Unparsed, earlier.Unparsed),
        Bytes = Bytes - earlier.Bytes,
    };

    private static void Add(Dictionary<string, long> sums, string name, long value) => sums[name] = sums.GetValueOrDefault(name) + value;

    private static SortedDictionary<string, long> Subtract(IReadOnlyDictionary<string, long> now, IReadOnlyDictionary<string, long> earlier)
    {
        var rest = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in now)
        {
            if (value != earlier.GetValueOrDefault(name))
            {
                rest[name] = value - earlier.GetValueOrDefault(name);
            }
        }

        return rest;
    }
}
