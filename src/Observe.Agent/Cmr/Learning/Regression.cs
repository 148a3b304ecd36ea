namespace Observe.Agent.Cmr.Learning;

/// <summary>A mean duration beside what it usually is.</summary>
/// <param name="Phase">A component.</param>
/// <param name="Layer">The layer; null outside of layers.</param>
/// <param name="Seconds">The mean of the window.</param>
/// <param name="Baseline">What it usually is, in seconds.</param>
/// <param name="Ratio">The one by the other.</param>
internal sealed record Regression(string Phase, int? Layer, double Seconds, double Baseline, double Ratio);
