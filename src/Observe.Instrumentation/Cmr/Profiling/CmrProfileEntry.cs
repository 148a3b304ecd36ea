namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>What a phase, of one layer or outside of layers, cost. Times in seconds.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="LayerIndex">The layer from 0; null outside of layers.</param>
/// <param name="Count">How often it ran.</param>
/// <param name="TotalTime">All runs, phases within them included.</param>
/// <param name="SelfTime">All runs without the phases within them on the same thread; the sum over all entries counts nothing twice.</param>
/// <param name="AvgTime">Mean of a run.</param>
/// <param name="StdDev">Standard deviation of a run.</param>
/// <param name="P50">Median of the latest runs.</param>
/// <param name="P95">95th percentile of the latest runs.</param>
/// <param name="MaxTime">The longest run.</param>
/// <param name="Share">Self time by the self time of everything, 0 to 1.</param>
/// <param name="AllocatedBytes">Managed memory allocated by the runs that began and ended on one thread, phases within them included.</param>
public sealed record CmrProfileEntry(
    string Phase,
    int? LayerIndex,
    long Count,
    double TotalTime,
    double SelfTime,
    double AvgTime,
    double StdDev,
    double P50,
    double P95,
    double MaxTime,
    double Share,
    long AllocatedBytes);
