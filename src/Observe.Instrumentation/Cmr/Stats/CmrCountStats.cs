namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>Counts since the start or the last reset, exact whatever threads recorded. Layers by index; those without a count are missing.</summary>
/// <param name="TotalCaptures">Captures.</param>
/// <param name="TotalReconstructions">Reconstructions.</param>
/// <param name="TotalForwards">Forward passes.</param>
/// <param name="StatesCapturedPerLayer">States looked at, by the captures that said how many.</param>
/// <param name="StatesStoredPerLayer">States stored.</param>
/// <param name="CapturesPerLayer">Captures.</param>
/// <param name="ReconstructionsPerLayer">Reconstructions.</param>
/// <param name="TotalErrors">Errors of all components.</param>
/// <param name="RejectedRecordings">Recordings refused because a value was out of range; they count nowhere else.</param>
public sealed record CmrCountStats(
    long TotalCaptures,
    long TotalReconstructions,
    long TotalForwards,
    IReadOnlyDictionary<int, long> StatesCapturedPerLayer,
    IReadOnlyDictionary<int, long> StatesStoredPerLayer,
    IReadOnlyDictionary<int, long> CapturesPerLayer,
    IReadOnlyDictionary<int, long> ReconstructionsPerLayer,
    long TotalErrors,
    long RejectedRecordings);
