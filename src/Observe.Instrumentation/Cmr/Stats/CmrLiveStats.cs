using System.Text.Json;
using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Cmr.Health;

namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>What happens now: figures of the live window. Null where nothing was measured in it.</summary>
/// <param name="Timestamp">When it was taken, UTC.</param>
/// <param name="RealTimeMonitoring">Whether the window is kept up in the background; if not, it reaches back to the last look.</param>
/// <param name="WindowSeconds">How far back the figures look.</param>
/// <param name="CapturesPerSecond">Captures a second.</param>
/// <param name="ReconstructionsPerSecond">Reconstructions a second.</param>
/// <param name="RetrievalsPerSecond">Retrievals a second.</param>
/// <param name="ForwardsPerSecond">Forward passes a second.</param>
/// <param name="ErrorRate">Errors by operations, 0 to 1.</param>
/// <param name="CaptureDurations">Durations of captures.</param>
/// <param name="ReconstructionDurations">Durations of reconstructions.</param>
/// <param name="RetrievalDurations">Durations of retrievals.</param>
/// <param name="CaptureEfficiency">States stored of states captured, 0 to 1.</param>
/// <param name="ReconstructionQuality">Mean measured quality, 0 to 1.</param>
/// <param name="CacheHitRate">Cache hits, 0 to 1.</param>
/// <param name="MemoryUtilization">Entries of the buffer by its limit, as last observed.</param>
/// <param name="Health">Scores of the system and its components.</param>
/// <param name="ActiveAlerts">Alerts that are not resolved.</param>
public sealed record CmrLiveStats(
    DateTimeOffset Timestamp,
    bool RealTimeMonitoring,
    double WindowSeconds,
    double CapturesPerSecond,
    double ReconstructionsPerSecond,
    double RetrievalsPerSecond,
    double ForwardsPerSecond,
    double? ErrorRate,
    CmrDurations? CaptureDurations,
    CmrDurations? ReconstructionDurations,
    CmrDurations? RetrievalDurations,
    double? CaptureEfficiency,
    double? ReconstructionQuality,
    double? CacheHitRate,
    double? MemoryUtilization,
    CmrHealth Health,
    IReadOnlyList<Alert> ActiveAlerts)
{
    /// <summary>As JSON with snake_case names; what was not measured is left out.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ObserveJsonContext.Default.CmrLiveStats);

    internal static CmrLiveStats Of(CmrWindow window, DateTimeOffset now, bool isRealTime, CmrHealth health, IReadOnlyList<Alert> alerts) => new(
        now, isRealTime, window.Length.TotalSeconds, window.PerSecond(window.Totals.Captures), window.PerSecond(window.Totals.Reconstructions),
        window.PerSecond(window.Totals.Common.Retrievals), window.PerSecond(window.Totals.Common.Forwards), window.ErrorRate,
        window.CaptureDurations, window.ReconstructionDurations, window.RetrievalDurations, window.CaptureEfficiency,
        window.ReconstructionQuality, window.CacheHitRate, window.BufferUtilization, health, alerts);
}
