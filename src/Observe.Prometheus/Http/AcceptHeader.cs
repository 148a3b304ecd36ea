using Microsoft.Net.Http.Headers;

namespace Observe.Prometheus.Http;

/// <summary>Chooses the format of a page by Prometheus' rules of content negotiation.</summary>
internal static class AcceptHeader
{
    private const string OpenMetricsType = "application/openmetrics-text";
    private const string ProtobufType = "application/vnd.google.protobuf";
    private const string TextType = "text/plain";
    private const string MetricFamily = "io.prometheus.client.MetricFamily";

    public static PrometheusFormat Choose(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept) || !MediaTypeHeaderValue.TryParseList([accept], out var ranges))
        {
            return default;
        }

        var chosen = default(PrometheusFormat);
        var highest = 0.0;
        foreach (var range in ranges)
        {
            var weight = range.Quality ?? 1;
            if (weight > highest && Format(range) is { } format)
            {
                chosen = format;
                highest = weight;
            }
        }

        return chosen;
    }

    private static PrometheusFormat? Format(MediaTypeHeaderValue range)
    {
        var version = Parameter(range, "version");
        if (!TryEscaping(Parameter(range, "escaping"), out var escaping))
        {
            return null;
        }

        if (range.MediaType.Equals(OpenMetricsType, StringComparison.OrdinalIgnoreCase))
        {
            return version is "" or "1.0.0" ? new(PrometheusExposition.OpenMetrics100, escaping) : null;
        }

        if (range.MediaType.Equals(ProtobufType, StringComparison.OrdinalIgnoreCase))
        {
            var isDelimited = Parameter(range, "encoding") is "" or "delimited" && Parameter(range, "proto") is "" or MetricFamily;
            return isDelimited ? new(PrometheusExposition.Protobuf, escaping) : null;
        }

        var isText = range.MediaType.Equals(TextType, StringComparison.OrdinalIgnoreCase)
            || range.MediaType.Equals("text/*", StringComparison.Ordinal)
            || range.MediaType.Equals("*/*", StringComparison.Ordinal);
        return (isText, version) switch
        {
            (true, "" or "0.0.4") => default(PrometheusFormat),
            (true, "1.0.0") => new(PrometheusExposition.Text100, escaping),
            _ => null,
        };
    }

    private static string Parameter(MediaTypeHeaderValue range, string name)
    {
        foreach (var parameter in range.Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Value.ToString().Trim('"');
            }
        }

        return "";
    }

    private static bool TryEscaping(string name, out PrometheusEscapingScheme scheme)
    {
        scheme = name switch
        {
            "dots" => PrometheusEscapingScheme.Dots,
            "values" => PrometheusEscapingScheme.Values,
            "allow-utf-8" => PrometheusEscapingScheme.AllowUtf8,
            _ => PrometheusEscapingScheme.Underscores,
        };
        return scheme != PrometheusEscapingScheme.Underscores || name is "" or "underscores";
    }
}
