namespace Observe.Prometheus.Labels;

/// <summary>A label under its Prometheus name, not yet escaped for a format.</summary>
internal readonly record struct Label(string Name, string Value);
