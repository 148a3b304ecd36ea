using Observe.Prometheus;

namespace Observe.Agent.Metrics;

/// <summary>How names are formed on the metrics page. Whoever must know a name before it is shown asks with the same options.</summary>
internal static class PageNames
{
    public static void Configure(PrometheusExporterOptions options)
    {
        options.ScopeInfoEnabled = false;
        options.RatioSuffixEnabled = true;
        options.UntypedReservedSuffixes = true;
    }
}
