using Observe.Prometheus.Collecting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Observe.Prometheus.Sdk;

/// <summary>
/// The exporter that the SDK knows. It exports nothing by itself: a scrape asks the SDK to collect, which calls
/// <see cref="Export"/> while the metrics hold still, and there the pages are rendered.
/// </summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private CollectionRound? _round;
    private PageRenderer? _renderer;
    private Exception? _fault;
    private bool _exported;

    public PrometheusExporter(PrometheusExporterOptions options)
    {
        Page = new PrometheusPage(options, this);
        ExporterRegistry.Add(this);
    }

    public PrometheusPage Page { get; }

    public Func<int, bool>? Collect { get; set; }

    /// <summary>Collects and renders what a round asks for.</summary>
    public void Run(CollectionRound round, PageRenderer renderer)
    {
        var collect = Collect ?? throw new InvalidOperationException("The MeterProvider of this exporter is not built or is disposed.");
        (_round, _renderer, _fault, _exported) = (round, renderer, null, false);
        try
        {
            var succeeded = collect(Timeout.Infinite);
            if (_fault is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
            }

            if (!succeeded || !_exported)
            {
                throw new InvalidOperationException("The OpenTelemetry SDK did not collect.");
            }
        }
        finally
        {
            (_round, _renderer) = (null, null);
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        if (_round is not { } round || _renderer is not { } renderer)
        {
            // A flush or shutdown of the provider: nobody waits for a page.
            return ExportResult.Success;
        }

        _exported = true;
        try
        {
            renderer.Collected.Use(ParentProvider?.GetResource() ?? Resource.Empty);
            renderer.Collected.ReadMetrics(batch);
            renderer.Render(round);
            return ExportResult.Success;
        }
        catch (Exception exception)
        {
            // The SDK would swallow it: it is thrown again to the scrapes that wait.
            _fault = exception;
            return ExportResult.Failure;
        }
    }
}
