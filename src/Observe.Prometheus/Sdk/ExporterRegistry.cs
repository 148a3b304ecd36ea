using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Sdk;

/// <summary>
/// Finds the exporter of a provider. The SDK tells an exporter its provider but does not show a provider's exporters, so the
/// exporters that live are remembered here, weakly.
/// </summary>
internal static class ExporterRegistry
{
    private static readonly Lock s_sync = new();
    private static readonly List<WeakReference<PrometheusExporter>> s_exporters = [];

    public static void Add(PrometheusExporter exporter)
    {
        lock (s_sync)
        {
            s_exporters.RemoveAll(reference => !reference.TryGetTarget(out _));
            s_exporters.Add(new WeakReference<PrometheusExporter>(exporter));
        }
    }

    public static PrometheusExporter? Find(MeterProvider provider)
    {
        lock (s_sync)
        {
            foreach (var reference in s_exporters)
            {
                if (reference.TryGetTarget(out var exporter) && exporter.ParentProvider == provider)
                {
                    return exporter;
                }
            }
        }

        return null;
    }
}
