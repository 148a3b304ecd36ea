namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>A phase beside what it cost in the baseline. Times in seconds.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="LayerIndex">The layer from 0; null outside of layers.</param>
/// <param name="BaselineTime">Mean of a run in the baseline.</param>
/// <param name="CurrentTime">Mean of a run now.</param>
/// <param name="Ratio">Now by then; above 1 is slower.</param>
/// <param name="StandardErrors">How many standard errors lie between the means.</param>
/// <param name="IsRegression">
/// True when it is at least 20 % slower and the means are more than 3 standard errors apart, with 10 runs or more on both sides.
/// </param>
public sealed record CmrRegression(
    string Phase, int? LayerIndex, double BaselineTime, double CurrentTime, double Ratio, double StandardErrors, bool IsRegression);
