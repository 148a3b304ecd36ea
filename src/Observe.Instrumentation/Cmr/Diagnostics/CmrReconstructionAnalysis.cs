using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>Reconstructions looked at closely.</summary>
/// <param name="Durations">All layers, over the history; null when there was none.</param>
/// <param name="Layers">Each layer, the slowest median first.</param>
/// <param name="AvgMemories">Mean memories that one used; null when there was none.</param>
/// <param name="Quality">Mean measured quality, 0 to 1; null where none was measured.</param>
/// <param name="Methods">Each method.</param>
public sealed record CmrReconstructionAnalysis(
    CmrDurations? Durations,
    IReadOnlyList<CmrLayerDurations> Layers,
    double? AvgMemories,
    double? Quality,
    IReadOnlyList<CmrMethodStats> Methods);
