using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>Captures looked at closely.</summary>
/// <param name="Durations">All layers, over the history; null when there was no capture.</param>
/// <param name="Layers">Each layer, the slowest median first.</param>
/// <param name="Efficiency">States stored of states captured; null where captures did not say.</param>
public sealed record CmrCaptureAnalysis(CmrDurations? Durations, IReadOnlyList<CmrLayerDurations> Layers, double? Efficiency);
