namespace Observe.Prometheus;

/// <summary>A fault that cost series or metadata of a page. It is reported once a kind and family.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Family">The Prometheus name of the family, or the type name of a source that failed as a whole.</param>
/// <param name="Message">A sentence for people.</param>
public readonly record struct PrometheusWarning(PrometheusWarningKind Kind, string Family, string Message);
