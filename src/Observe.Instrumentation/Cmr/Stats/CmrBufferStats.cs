namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>The buffer as last observed, and what left it.</summary>
/// <param name="TotalEntries">States held.</param>
/// <param name="EntriesPerLayer">States held, by layer.</param>
/// <param name="MemorySizeMb">Memory taken, in megabytes of 1 048 576 bytes.</param>
/// <param name="UtilizationRate">States held by the limit; null when no limit was observed.</param>
/// <param name="EvictionCount">States evicted since the start or the last reset.</param>
/// <param name="EvictionRate">States evicted a second, over the same time.</param>
public sealed record CmrBufferStats(
    long TotalEntries,
    IReadOnlyDictionary<int, long> EntriesPerLayer,
    double MemorySizeMb,
    double? UtilizationRate,
    long EvictionCount,
    double EvictionRate);
