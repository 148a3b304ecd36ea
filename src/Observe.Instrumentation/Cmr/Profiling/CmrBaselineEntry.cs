namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>What a phase cost when the baseline was taken. Times in seconds.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="LayerIndex">The layer from 0; null outside of layers.</param>
/// <param name="Count">How often it ran.</param>
/// <param name="AvgTime">Mean of a run.</param>
/// <param name="StdDev">Standard deviation of a run.</param>
public sealed record CmrBaselineEntry(string Phase, int? LayerIndex, long Count, double AvgTime, double StdDev);
