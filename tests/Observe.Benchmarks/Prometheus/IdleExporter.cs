using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Observe.Benchmarks.Prometheus;

/// <summary>Has the SDK collect and renders nothing: the fixed point that a page is measured against.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class IdleExporter : BaseExporter<Metric>, IPullMetricExporter
{
    public Func<int, bool>? Collect { get; set; }

    public override ExportResult Export(in Batch<Metric> batch) => ExportResult.Success;
}
