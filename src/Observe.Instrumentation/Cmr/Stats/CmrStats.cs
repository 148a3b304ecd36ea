using System.Text.Json;

namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>Everything that a monitor knows at a moment. Immutable.</summary>
/// <param name="Timestamp">When it was taken, UTC.</param>
/// <param name="Performance">Times.</param>
/// <param name="Counts">Counts.</param>
/// <param name="Efficiency">Ratios.</param>
/// <param name="Buffer">The buffer.</param>
/// <param name="Retrieval">Retrievals.</param>
public sealed record CmrStats(
    DateTimeOffset Timestamp,
    CmrPerformanceStats Performance,
    CmrCountStats Counts,
    CmrEfficiencyStats Efficiency,
    CmrBufferStats Buffer,
    CmrRetrievalStats Retrieval)
{
    /// <summary>As JSON with snake_case names, such as <c>avg_capture_time</c>; what was not measured is left out.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ObserveJsonContext.Default.CmrStats);
}
