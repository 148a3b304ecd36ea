using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>The <c>target_info</c> of one job and instance.</summary>
internal sealed class PushedTarget(PrometheusSeries shown)
{
    public PrometheusSeries Shown { get; } = shown;

    public long PushedAt { get; set; }
}
