using Google.Protobuf;
using Observe.Agent.Records.Otlp;
using OpenTelemetry.Proto.Metrics.V1;
using static Observe.Agent.Tests.Metrics.Pushed.Requests;

namespace Observe.Agent.Tests.Hosting;

/// <summary>What apps push as increments, over restarts and crashes, with a real store.</summary>
public sealed class PushedRestartTests : IDisposable
{
    private readonly EngineFixture _agent = new();

    public PushedRestartTests() => _agent.Options.CommitInterval = TimeSpan.FromSeconds(30);

    public void Dispose() => _agent.Dispose();

    [Fact]
    public async Task What_was_answered_survives_a_crash_and_goes_on()
    {
        _agent.Reopen();
        await _agent.FollowAsync();
        await Push(
            Delta("c", 5, 0, 10), Sum("q", -2, 0, 10, AggregationTemporality.Delta, monotonic: false), Histogram("h", [1, 2], [1, 2, 3], 9, 0, 10, AggregationTemporality.Delta),
            Exponential("e", 1, 0, [1, 2], 3, 9, 0, 10, AggregationTemporality.Delta));
        var before = Page();
        Assert.Contains("c_total{job=\"shop\"} 5", before);

        await _agent.CrashAsync();
        Assert.Equal(before, Page());
        await _agent.FollowAsync();
        await Push(Delta("c", 7, 10, 20), Histogram("h", [1, 2], [1, 0, 0], 1, 10, 20, AggregationTemporality.Delta));
        await Push(Delta("c", 5, 0, 10));
        var after = Page();
        Assert.Contains("c_total{job=\"shop\"} 12", after);
        Assert.Contains("h_seconds_bucket{job=\"shop\",le=\"1\"} 2", after);
        await _agent.RestartAsync();
        Assert.Equal(after, Page());
    }

    [Fact]
    public async Task What_ended_does_not_come_back()
    {
        _agent.Reopen();
        await _agent.FollowAsync();
        await Push(Delta("c", 5, 0, 10), Delta("d", 1, 0, 10));
        var gone = Delta("c", 0, 10, 20);
        gone.Sum.DataPoints[0].Flags = (uint)DataPointFlags.NoRecordedValueMask;
        await Push(gone, Delta("d", 1, 10, 20));
        await _agent.RestartAsync();
        Assert.Equal(["d_total{job=\"shop\"} 2"], Page());
    }

    private async Task Push(params Metric[] metrics)
    {
        var outcome = await _agent.Engine.Pushed.ConsumeAsync(OtlpSignal.Metrics, Of("shop", metrics).ToByteArray(), CancellationToken.None);
        Assert.Equal(OtlpStatus.Accepted, outcome.Status);
    }

    private string[] Page()
    {
        var options = new Observe.Prometheus.PrometheusExporterOptions();
        options.Sources.Add(_agent.Engine.Pushed);
        using var stream = new MemoryStream();
        new Observe.Prometheus.PrometheusPage(options).Write(stream);
        return [.. System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n').Where(l => l.Contains("{job", StringComparison.Ordinal) && !l.StartsWith("target_info", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
