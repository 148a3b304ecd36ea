namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>Retrievals since the start or the last reset.</summary>
/// <param name="TotalRetrievals">Retrievals.</param>
/// <param name="AvgRetrievalTime">Mean duration in seconds; null when there was none.</param>
/// <param name="CacheHits">Retrievals that the cache answered.</param>
/// <param name="CacheHitRate">The same as a share of the retrievals that said whether it did; null when none said.</param>
/// <param name="RetrievalQuality">Mean of the measured qualities, 0 to 1; null where none was measured.</param>
/// <param name="RetrievalDurations">How the latest durations are spread; null when there are none.</param>
public sealed record CmrRetrievalStats(
    long TotalRetrievals,
    double? AvgRetrievalTime,
    long CacheHits,
    double? CacheHitRate,
    double? RetrievalQuality,
    CmrDurations? RetrievalDurations);
