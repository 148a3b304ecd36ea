using System.Diagnostics.Tracing;

namespace Observe.Prometheus;

/// <summary>The name begins as the OpenTelemetry SDK's do, so that its self-diagnostics write these events to their file.</summary>
[EventSource(Name = "OpenTelemetry-Exporter-Observe-Prometheus")]
internal sealed class PrometheusEventSource : EventSource
{
    public static readonly PrometheusEventSource Log = new();

    [Event(1, Message = "{0} at {1}: {2}", Level = EventLevel.Warning)]
    public void Warning(string kind, string family, string message) => WriteEvent(1, kind, family, message);

    [Event(2, Message = "A scrape failed: {0}", Level = EventLevel.Error)]
    public void ScrapeFailed(string reason) => WriteEvent(2, reason);
}
