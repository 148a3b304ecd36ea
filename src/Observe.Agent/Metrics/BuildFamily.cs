using Observe.Prometheus;

namespace Observe.Agent.Metrics;

/// <summary>Which build of the agent this is, on the metrics page.</summary>
internal sealed class BuildFamily : IPrometheusFamilySource
{
    private readonly PrometheusFamily _build = PrometheusFamily.Info(MetricNames.Build, "The agent's build.");

    public BuildFamily(string version) => _build.AddSeries(new KeyValuePair<string, object?>("version", version)).Set(1);

    public IReadOnlyList<PrometheusFamily> Collect() => [_build];
}
