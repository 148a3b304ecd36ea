using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>Retrievals looked at closely.</summary>
/// <param name="Durations">Over the history; null when there was none.</param>
/// <param name="CacheHitRate">0 to 1; null where retrievals did not say.</param>
/// <param name="AvgHitTime">Mean seconds of a cache hit; null without one.</param>
/// <param name="AvgMissTime">Mean seconds of a miss; null without one.</param>
/// <param name="Quality">Mean measured quality, 0 to 1; null where none was measured.</param>
/// <param name="Strategies">Each strategy.</param>
public sealed record CmrRetrievalAnalysis(
    CmrDurations? Durations,
    double? CacheHitRate,
    double? AvgHitTime,
    double? AvgMissTime,
    double? Quality,
    IReadOnlyList<CmrMethodStats> Strategies);
