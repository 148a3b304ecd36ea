namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>What the optimisations at work gain. Null where it was not measured.</summary>
/// <param name="CacheSavedTime">Seconds that cache hits saved: hits times the difference of mean misses and mean hits.</param>
/// <param name="CacheSpeedup">Mean miss by mean hit.</param>
/// <param name="FilteredShare">States that captures looked at and did not store, 0 to 1.</param>
/// <param name="EvictedShare">Stored states that were evicted, 0 to 1.</param>
/// <param name="FastestMethod">The reconstruction method with the lowest mean duration; null with fewer than two methods.</param>
/// <param name="BestMethod">The reconstruction method with the best measured quality; null with fewer than two measured.</param>
public sealed record CmrOptimizationImpact(
    double? CacheSavedTime,
    double? CacheSpeedup,
    double? FilteredShare,
    double? EvictedShare,
    string? FastestMethod,
    string? BestMethod);
