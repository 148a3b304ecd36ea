namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>The buffer looked at closely.</summary>
/// <param name="TotalEntries">States held, as last observed.</param>
/// <param name="Utilization">By the limit, 0 to 1; null without a limit.</param>
/// <param name="Bytes">Memory taken, in bytes.</param>
/// <param name="BytesPerEntry">Memory a state takes; null when none is held.</param>
/// <param name="FullestLayer">The layer nearest to its limit; null without limits.</param>
/// <param name="FullestLayerUtilization">How full it is, 0 to 1.</param>
/// <param name="EvictionsPerLayer">States evicted since the start or the last reset.</param>
/// <param name="EvictedShare">Evicted of stored, 0 to 1; null when nothing was stored.</param>
/// <param name="ManagedHeapBytes">Memory of the whole process' managed heap, in bytes.</param>
public sealed record CmrMemoryAnalysis(
    long TotalEntries,
    double? Utilization,
    long Bytes,
    double? BytesPerEntry,
    int? FullestLayer,
    double? FullestLayerUtilization,
    IReadOnlyDictionary<int, long> EvictionsPerLayer,
    double? EvictedShare,
    long ManagedHeapBytes);
