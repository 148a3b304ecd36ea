namespace Observe.Prometheus.Tests.Http;

/// <summary>Prometheus, "Scrape protocol content negotiation".</summary>
public sealed class AcceptHeaderTests
{
    private const string Protobuf = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    [Theory]
    [InlineData(null, PrometheusExposition.Text004)]
    [InlineData("", PrometheusExposition.Text004)]
    [InlineData("nonsense/;;", PrometheusExposition.Text004)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", PrometheusExposition.Text004)]
    [InlineData("text/plain", PrometheusExposition.Text004)]
    [InlineData("text/plain;version=0.0.4", PrometheusExposition.Text004)]
    [InlineData("text/plain;version=1.0.0", PrometheusExposition.Text100)]
    [InlineData("text/plain;version=\"1.0.0\"", PrometheusExposition.Text100)]
    [InlineData("application/openmetrics-text", PrometheusExposition.OpenMetrics100)]
    [InlineData("application/openmetrics-text;version=1.0.0", PrometheusExposition.OpenMetrics100)]
    [InlineData("application/openmetrics-text;version=0.0.1", PrometheusExposition.Text004)]
    [InlineData("application/openmetrics-text;version=2.0.0,text/plain;version=1.0.0;q=0.1", PrometheusExposition.Text100)]
    [InlineData(Protobuf, PrometheusExposition.Protobuf)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text", PrometheusExposition.Text004)]
    [InlineData("application/vnd.google.protobuf;proto=other.Message;encoding=delimited", PrometheusExposition.Text004)]
    // q weights; the first named wins among equals.
    [InlineData("text/plain;version=1.0.0;q=0.2,application/openmetrics-text;version=1.0.0;q=0.3", PrometheusExposition.OpenMetrics100)]
    [InlineData("text/plain;version=1.0.0;q=0.3,application/openmetrics-text;version=1.0.0;q=0.3", PrometheusExposition.Text100)]
    [InlineData("application/openmetrics-text;q=0,text/plain;version=0.0.4;q=0.1", PrometheusExposition.Text004)]
    [InlineData("application/openmetrics-text;q=0", PrometheusExposition.Text004)]
    // What Prometheus 2.42, 3.5 and 3.5 with native histograms send.
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", PrometheusExposition.OpenMetrics100)]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", PrometheusExposition.OpenMetrics100)]
    [InlineData(Protobuf + ";q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,*/*;q=0.1", PrometheusExposition.Protobuf)]
    public void The_format_of_the_highest_weight_is_chosen(string? accept, PrometheusExposition expected) =>
        Assert.Equal(expected, PrometheusFormat.FromAccept(accept).Exposition);

    [Theory]
    [InlineData("text/plain;version=1.0.0", "text/plain; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData("text/plain;version=1.0.0;escaping=allow-utf-8", "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8")]
    [InlineData("text/plain;version=1.0.0;escaping=dots", "text/plain; version=1.0.0; charset=utf-8; escaping=dots")]
    [InlineData("application/openmetrics-text;escaping=values", "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=values")]
    [InlineData("text/plain;version=1.0.0;escaping=unheard-of,text/plain;version=0.0.4;q=0.5", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData(Protobuf + ";escaping=allow-utf-8", "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping=allow-utf-8")]
    public void The_content_type_says_which_escaping_scheme_was_applied(string accept, string contentType) =>
        Assert.Equal(contentType, PrometheusFormat.FromAccept(accept).ContentType);
}
