namespace Observe.Prometheus.Collecting;

/// <summary>A collection failed; the cause is the inner exception, shared by all scrapes that waited for it.</summary>
internal sealed class ScrapeFailedException(Exception cause) : Exception(cause.Message, cause);
