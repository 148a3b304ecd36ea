namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>Ratios from 0 to 1; each is null where nothing was measured that it could be taken from.</summary>
/// <param name="CaptureEfficiency">States stored of states captured, over the captures that said both.</param>
/// <param name="StorageEfficiency">Stored states that were not evicted, of stored states.</param>
/// <param name="ReconstructionQuality">Mean of the qualities that reconstructions measured; never derived from anything else.</param>
/// <param name="MemoryUtilization">Entries of the buffer by its limit, as last observed.</param>
/// <param name="CacheHitRate">Retrievals that the cache answered, of those that said whether it did.</param>
public sealed record CmrEfficiencyStats(
    double? CaptureEfficiency, double? StorageEfficiency, double? ReconstructionQuality, double? MemoryUtilization, double? CacheHitRate);
