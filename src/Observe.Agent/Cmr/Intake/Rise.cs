namespace Observe.Agent.Cmr.Intake;

/// <summary>What a series rose by since it was last pushed; of a level, what it is.</summary>
/// <param name="Count">Of a histogram, measurements; else the value.</param>
/// <param name="Sum">Of a histogram, the sum of its measurements.</param>
/// <param name="Counts">Of a histogram, measurements by bucket; empty where it has no buckets.</param>
/// <param name="Bounds">The buckets' upper bounds.</param>
internal readonly record struct Rise(long Count, double Sum = 0, long[]? Counts = null, double[]? Bounds = null);
