using System.Text.Json;
using Observe.Instrumentation.Cmr.Health;
using Observe.Instrumentation.Cmr.Hooks;

namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>A close look at everything. Immutable.</summary>
/// <param name="Timestamp">When it was taken, UTC.</param>
/// <param name="ComponentHealth">Scores of the system and its components, over the live window.</param>
/// <param name="HookAnalysis">What the hooks of each stage cost.</param>
/// <param name="CaptureAnalysis">Captures.</param>
/// <param name="MemoryAnalysis">The buffer.</param>
/// <param name="RetrievalAnalysis">Retrievals.</param>
/// <param name="ReconstructionAnalysis">Reconstructions.</param>
/// <param name="OptimizationImpact">What optimisations gain.</param>
/// <param name="Findings">What is wrong, the worst first; empty when all is well.</param>
public sealed record CmrDiagnostics(
    DateTimeOffset Timestamp,
    CmrHealth ComponentHealth,
    IReadOnlyList<CmrHookStats> HookAnalysis,
    CmrCaptureAnalysis CaptureAnalysis,
    CmrMemoryAnalysis MemoryAnalysis,
    CmrRetrievalAnalysis RetrievalAnalysis,
    CmrReconstructionAnalysis ReconstructionAnalysis,
    CmrOptimizationImpact OptimizationImpact,
    IReadOnlyList<CmrFinding> Findings)
{
    /// <summary>As JSON with snake_case names; what was not measured is left out.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ObserveJsonContext.Default.CmrDiagnostics);
}
