using Observe.Instrumentation.Alerts;

namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>Something that is wrong, with the figures that show it.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Component">Where it is.</param>
/// <param name="LayerIndex">The layer from 0, when it is one layer's.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Value">The figure; durations in seconds, shares from 0 to 1.</param>
/// <param name="Reference">What it was compared with: a threshold, or the median of the other layers.</param>
/// <param name="Samples">How many measurements the figure stands on.</param>
/// <param name="Message">The same in words.</param>
public sealed record CmrFinding(
    AlertSeverity Severity, CmrComponent Component, int? LayerIndex, string Metric, double Value, double Reference, long Samples, string Message);
