namespace Observe.Prometheus;

/// <summary>
/// Gives families of metrics to a page without the OpenTelemetry SDK: relayed series, counts kept elsewhere.
/// Register it in <see cref="PrometheusExporterOptions.Sources"/>.
/// </summary>
public interface IPrometheusFamilySource
{
    /// <summary>
    /// Called once a collection, before anything is rendered and never twice at a time: set the values of the series here, so
    /// that a page shows one moment. An exception costs this source's families for this page and is reported once.
    /// </summary>
    /// <returns>
    /// The families to render. Returning one list again and again, with the same families, is what keeps collections free of
    /// garbage; the labels of a series are rendered once for as long as its family is returned.
    /// </returns>
    IReadOnlyList<PrometheusFamily> Collect();
}
