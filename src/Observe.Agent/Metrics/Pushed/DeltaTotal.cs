using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>What the points of a delta series add up to.</summary>
internal abstract class DeltaTotal
{
    /// <summary>A copy that shares nothing, for a commit.</summary>
    public abstract DeltaTotal Copy();

    public abstract void ShowOn(PrometheusSeries series);

    public abstract void Write(BinaryWriter to);

    public static DeltaTotal Read(BinaryReader from, PrometheusFamilyKind kind) => kind switch
    {
        PrometheusFamilyKind.Histogram or PrometheusFamilyKind.Summary => HistogramTotal.Read(from),
        PrometheusFamilyKind.ExponentialHistogram => ExponentialTotal.Read(from),
        _ => NumberTotal.Read(from),
    };
}
