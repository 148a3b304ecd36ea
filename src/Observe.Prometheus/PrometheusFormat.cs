using Observe.Prometheus.Http;

namespace Observe.Prometheus;

/// <summary>
/// What a metrics page is written as: an exposition format and an escaping scheme for names. The default value is text 0.0.4
/// with underscores, which every Prometheus reads.
/// </summary>
/// <param name="Exposition">The exposition format.</param>
/// <param name="Escaping">
/// The escaping scheme; <see cref="PrometheusExposition.Text004"/> knows <see cref="PrometheusEscapingScheme.Underscores"/>
/// alone and ignores any other.
/// </param>
public readonly record struct PrometheusFormat(
    PrometheusExposition Exposition,
    PrometheusEscapingScheme Escaping = PrometheusEscapingScheme.Underscores)
{
    /// <summary>Chooses the format for the value of an HTTP <c>Accept</c> header.</summary>
    /// <param name="accept">
    /// The header's value; several headers are joined with a comma. Null, empty, or without any format known here: text 0.0.4.
    /// </param>
    /// <returns>The acceptable format of the highest <c>q</c> weight, the first named where weights are equal.</returns>
    public static PrometheusFormat FromAccept(string? accept) => AcceptHeader.Choose(accept);

    /// <summary>The value of the HTTP <c>Content-Type</c> header for a page in this format.</summary>
    public string ContentType => Exposition switch
    {
        PrometheusExposition.Text100 => "text/plain; version=1.0.0; charset=utf-8; escaping=" + EscapingName,
        PrometheusExposition.OpenMetrics100 => "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=" + EscapingName,
        PrometheusExposition.Protobuf =>
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping=" + EscapingName,
        _ => "text/plain; version=0.0.4; charset=utf-8",
    };

    /// <summary>This format as it can be written under a translation strategy, which may leave nothing to escape.</summary>
    internal PrometheusFormat Under(PrometheusTranslationStrategy strategy)
    {
        var legacyNames = Exposition == PrometheusExposition.Text004
            || strategy is PrometheusTranslationStrategy.UnderscoreEscapingWithSuffixes
                or PrometheusTranslationStrategy.UnderscoreEscapingWithoutSuffixes;
        return legacyNames ? this with { Escaping = PrometheusEscapingScheme.Underscores } : this;
    }

    private string EscapingName => Escaping switch
    {
        PrometheusEscapingScheme.Dots => "dots",
        PrometheusEscapingScheme.Values => "values",
        PrometheusEscapingScheme.AllowUtf8 => "allow-utf-8",
        _ => "underscores",
    };
}
