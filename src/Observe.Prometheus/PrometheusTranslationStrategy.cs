namespace Observe.Prometheus;

/// <summary>
/// How OpenTelemetry metric and label names become Prometheus names, before the escaping scheme that a scraper negotiates
/// is applied to the result.
/// </summary>
public enum PrometheusTranslationStrategy
{
    /// <summary>
    /// Every character outside the classic set becomes <c>_</c>; unit and <c>_total</c> suffixes are appended. The default.
    /// </summary>
    UnderscoreEscapingWithSuffixes = 0,

    /// <summary>Every character outside the classic set becomes <c>_</c>; no suffix is appended.</summary>
    UnderscoreEscapingWithoutSuffixes = 1,

    /// <summary>Names keep their UTF-8 characters; unit and <c>_total</c> suffixes are appended.</summary>
    NoUTF8EscapingWithSuffixes = 2,

    /// <summary>Names are passed through as they are.</summary>
    NoTranslation = 3,
}
