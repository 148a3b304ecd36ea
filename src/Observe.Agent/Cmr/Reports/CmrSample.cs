using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Health;

namespace Observe.Agent.Cmr.Reports;

/// <summary>How an app was at a moment, looking back over the window.</summary>
internal sealed record CmrSample(DateTimeOffset Time, CmrFigures Figures, IReadOnlyDictionary<string, CmrHealth> Components)
{
    public double? Score => CmrHealth.Worst(Components.Values).Score;
}
