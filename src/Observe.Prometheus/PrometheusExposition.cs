namespace Observe.Prometheus;

/// <summary>An exposition format of the metrics page.</summary>
public enum PrometheusExposition
{
    /// <summary><c>text/plain; version=0.0.4</c>: understood by every Prometheus. The default.</summary>
    Text004 = 0,

    /// <summary><c>text/plain; version=1.0.0</c>: text with an escaping scheme, for Prometheus 3 and later.</summary>
    Text100 = 1,

    /// <summary><c>application/openmetrics-text; version=1.0.0</c>: text with units, exemplars and creation times.</summary>
    OpenMetrics100 = 2,

    /// <summary>Length-delimited <c>io.prometheus.client.MetricFamily</c> messages, the one format with native histograms.</summary>
    Protobuf = 3,
}
