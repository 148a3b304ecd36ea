namespace Observe.Prometheus;

/// <summary>Options of the exporter and of its scraping endpoint.</summary>
public sealed class PrometheusAspNetCoreOptions : PrometheusExporterOptions
{
    internal const string DefaultScrapeEndpointPath = "/metrics";

    /// <summary>The path of the scraping endpoint. Default: <c>/metrics</c>, which null also stands for.</summary>
    public string? ScrapeEndpointPath { get; set; } = DefaultScrapeEndpointPath;
}
