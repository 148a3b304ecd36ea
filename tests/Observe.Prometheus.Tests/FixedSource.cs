namespace Observe.Prometheus.Tests;

/// <summary>A source whose families are always the same; an action may set their values at each collection.</summary>
internal sealed class FixedSource(params PrometheusFamily[] families) : IPrometheusFamilySource
{
    public Action OnCollect { get; init; } = () => { };

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        OnCollect();
        return families;
    }
}
