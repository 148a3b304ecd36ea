namespace Observe.Prometheus;

/// <summary>A page grew beyond <see cref="PrometheusExporterOptions.MaxScrapeResponseSizeBytes"/> and was not written.</summary>
public sealed class PrometheusPageTooLargeException : Exception
{
    internal PrometheusPageTooLargeException(long limit)
        : base($"The metrics page is larger than the configured limit of {limit} bytes (MaxScrapeResponseSizeBytes).")
    {
    }
}
