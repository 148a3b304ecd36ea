using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Health;
using Observe.Agent.Cmr.Learning;

namespace Observe.Agent.Cmr.Reports;

/// <summary>How one app is.</summary>
/// <param name="Source">The app.</param>
/// <param name="LastSeen">When it was heard of last.</param>
/// <param name="Metrics">Its figures over the window.</param>
/// <param name="Components">Its health.</param>
/// <param name="Layers">Each layer.</param>
/// <param name="Trends">Where its figures are going.</param>
/// <param name="Bottleneck">The layer that holds the others up; null when none does.</param>
/// <param name="Regressions">What takes longer than it usually does.</param>
/// <param name="Baselines">Every duration beside what it usually is, where that is known.</param>
/// <param name="Totals">Its figures since the agent saw it first.</param>
internal sealed record SourceReport(
    string Source,
    DateTimeOffset LastSeen,
    CmrFigures Metrics,
    IReadOnlyDictionary<string, CmrHealth> Components,
    IReadOnlyList<LayerReport> Layers,
    IReadOnlyList<Trend> Trends,
    Bottleneck? Bottleneck,
    IReadOnlyList<Regression> Regressions,
    IReadOnlyList<Regression> Baselines,
    CmrFigures Totals)
{
    public CmrHealth Health => CmrHealth.Worst(Components.Values);
}
