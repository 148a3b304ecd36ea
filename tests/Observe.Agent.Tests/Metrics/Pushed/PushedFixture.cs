using System.Text;
using Google.Protobuf;
using Observe.Agent.Metrics;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Tests.Collectors;
using Observe.Prometheus;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace Observe.Agent.Tests.Metrics.Pushed;

/// <summary>Pushed metrics with a clock set by hand, commits at will, and a metrics page.</summary>
internal sealed class PushedFixture : IDisposable
{
    private readonly ComponentMetrics _components = new();
    private readonly CommittedMetrics _committed = new();
    private readonly PrometheusPage _page;

    public PushedFixture(Action<SeriesOptions>? configure = null, TimeSpan began = default)
    {
        Time.Advance(began);
        configure?.Invoke(Options);
        Metrics = new PushedMetrics(Options, _components, () => Stored(), Time);
        var page = new PrometheusExporterOptions();
        PageNames.Configure(page);
        page.Sources.Add(Metrics);
        _page = new PrometheusPage(page);
    }

    public SeriesOptions Options { get; } = new();

    public ManualTime Time { get; } = new();

    public PushedMetrics Metrics { get; }

    /// <summary>What a request with delta points waits for; commits at once unless replaced.</summary>
    public Func<Task> Stored { get; set; } = () => Task.CompletedTask;

    public OtlpOutcome Push(ExportMetricsServiceRequest request)
    {
        var bytes = request.ToByteArray();
        Assert.True(OtlpValidation.IsRequest(OtlpSignal.Metrics, bytes, out var fault), fault);
        var taken = Metrics.ConsumeAsync(OtlpSignal.Metrics, bytes, CancellationToken.None).AsTask();
        Assert.True(taken.IsCompletedSuccessfully);
        Commit();
        return taken.Result;
    }

    public OtlpOutcome Push(Metric metric, string service = "shop") => Push(Requests.Of(service, metric));

    public CommitSet Cut()
    {
        var commit = new CommitSet();
        Metrics.Deltas.TakeChanges(commit);
        return commit;
    }

    public CommitSet Commit()
    {
        var commit = Cut();
        _committed.Publish(commit);
        return commit;
    }

    /// <summary>The page without what it says of the agent's own series and of metadata.</summary>
    public string[] Samples(PrometheusFormat format = default) =>
        [.. Page(format).Split('\n').Where(l => l.Length > 0 && !l.StartsWith('#') && !l.StartsWith("observe_", StringComparison.Ordinal) && !l.StartsWith("target_info", StringComparison.Ordinal))];

    public string Page(PrometheusFormat format = default)
    {
        using var stream = new MemoryStream();
        _page.Write(stream, format);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public void Dispose()
    {
        Metrics.Dispose();
        _components.Dispose();
    }
}
