using Observe.Agent.Metrics;
using Observe.Agent.Records;

namespace Observe.Agent.Store;

/// <summary>Everything that was committed, as of one moment.</summary>
internal sealed record StoredState(
    IReadOnlyList<(SeriesKey Key, long Value)> Counters,
    IReadOnlyList<(SeriesKey Key, double[] Bounds, HistogramValue Value)> Histograms,
    IReadOnlyList<FileCheckpoint> Files,
    IReadOnlyList<KeyValuePair<string, long>> Followed,
    IReadOnlyList<LogPattern> Patterns);
