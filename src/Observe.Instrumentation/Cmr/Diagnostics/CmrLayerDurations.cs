using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>The durations of one layer, over the history.</summary>
/// <param name="LayerIndex">The layer, from 0.</param>
/// <param name="Durations">Its durations.</param>
public sealed record CmrLayerDurations(int LayerIndex, CmrDurations Durations);
