using System.Text.Json;

namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>Where the time of profiled code went. Immutable. Empty while nothing was profiled.</summary>
/// <param name="Timestamp">When it was taken, UTC.</param>
/// <param name="Enabled">Whether profiling is on.</param>
/// <param name="TotalTime">Self time of everything, in seconds.</param>
/// <param name="Phases">By phase, all layers together, the largest share first.</param>
/// <param name="Layers">By phase and layer, the largest share first.</param>
/// <param name="Bottlenecks">Phases with more than half of the time, and layers that take twice their peers', the worst first.</param>
/// <param name="Regressions">What is in the baseline too, beside it, the worst first; empty without a baseline.</param>
public sealed record CmrProfileResults(
    DateTimeOffset Timestamp,
    bool Enabled,
    double TotalTime,
    IReadOnlyList<CmrProfileEntry> Phases,
    IReadOnlyList<CmrProfileEntry> Layers,
    IReadOnlyList<CmrBottleneck> Bottlenecks,
    IReadOnlyList<CmrRegression> Regressions)
{
    /// <summary>What to compare later profiles with.</summary>
    public CmrProfileBaseline ToBaseline() => new(
        Timestamp,
        [.. Phases.Concat(Layers.Where(l => l.LayerIndex is not null)).Select(e => new CmrBaselineEntry(e.Phase, e.LayerIndex, e.Count, e.AvgTime, e.StdDev))]);

    /// <summary>As JSON with snake_case names.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ObserveJsonContext.Default.CmrProfileResults);
}
