using System.Diagnostics.Metrics;
using Observe.Agent.Metrics;

namespace Observe.Agent.Respond;

/// <summary>Counts what Alertmanager said, and shows how much fires. Thread-safe.</summary>
internal sealed class AlertMetrics
{
    public static readonly IReadOnlyList<string> Severities = ["critical", "warning", "info", "none", "other"];

    private readonly Counter<long> _received;

    public AlertMetrics(Meter meter, AlertBook book)
    {
        _received = meter.CreateCounter<long>(MetricNames.AlertsReceived, "{alert}", "Alerts that Alertmanager told of, repetitions included.");
        meter.CreateObservableGauge(
            MetricNames.AlertsFiring,
            () => Severities.Select(s => new Measurement<int>(book.Firing(s), new KeyValuePair<string, object?>(MetricNames.Severity, s))),
            "{alert}",
            "Alerts that fire, as Alertmanager told.");
    }

    /// <summary>Shows every severity before one is met: a counter that is born at 1 shows no increase to Prometheus.</summary>
    public void Begin()
    {
        foreach (var severity in Severities)
        {
            Add(0, severity, "firing");
            Add(0, severity, "resolved");
        }
    }

    public void Received(Alert alert) => Add(1, alert.CountedSeverity, alert.IsFiring ? "firing" : "resolved");

    private void Add(long alerts, string severity, string status) => _received.Add(alerts, new(MetricNames.Severity, severity), new(MetricNames.Status, status));
}
