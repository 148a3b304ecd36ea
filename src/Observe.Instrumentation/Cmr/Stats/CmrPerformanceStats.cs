namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>Times, in seconds. Averages and the total are over everything since the start or the last reset, the rest over the history.</summary>
/// <param name="CaptureTimes">The latest captures, oldest first.</param>
/// <param name="ReconstructionTimes">The latest reconstructions, oldest first.</param>
/// <param name="TotalForwardTime">All forward passes together.</param>
/// <param name="AvgCaptureTime">Mean of all captures; null when there was none.</param>
/// <param name="AvgReconstructionTime">Mean of all reconstructions; null when there was none.</param>
/// <param name="CaptureDurations">How <paramref name="CaptureTimes"/> are spread; null when there are none.</param>
/// <param name="ReconstructionDurations">How <paramref name="ReconstructionTimes"/> are spread; null when there are none.</param>
/// <param name="ForwardDurations">How the latest forward passes are spread; null when there was none.</param>
public sealed record CmrPerformanceStats(
    IReadOnlyList<double> CaptureTimes,
    IReadOnlyList<double> ReconstructionTimes,
    double TotalForwardTime,
    double? AvgCaptureTime,
    double? AvgReconstructionTime,
    CmrDurations? CaptureDurations,
    CmrDurations? ReconstructionDurations,
    CmrDurations? ForwardDurations);
