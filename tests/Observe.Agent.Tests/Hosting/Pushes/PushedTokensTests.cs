using Google.Protobuf;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Tests.Metrics.Pushed;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Metrics.V1;
using static Observe.Agent.Tests.Hosting.Pushes.PushFixture;
using LogRecord = OpenTelemetry.Proto.Logs.V1.LogRecord;
using Span = OpenTelemetry.Proto.Trace.V1.Span;

namespace Observe.Agent.Tests.Hosting.Pushes;

/// <summary>Calls to models that apps tell of in several ways at once, with a real store, over restarts: once each.</summary>
public sealed class PushedTokensTests : IAsyncLifetime
{
    private readonly PushFixture _agent = new();
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddSeconds(-60);

    public Task InitializeAsync() => _agent.StartedAsync();

    public Task DisposeAsync()
    {
        _agent.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>As AiLogger does: the event goes at once, the histogram when the exporter comes round.</summary>
    [Fact]
    public async Task An_event_and_a_metric_of_one_call_count_once_over_restarts_of_agent_and_app()
    {
        await PushEventAsync(1, 100, 40);
        Assert.Equal((100, 40), Tokens);
        await PushHistogramAsync(0, 2, 100, 40);
        Assert.Equal((100, 40), Tokens);

        await _agent.Agent.RestartAsync();
        await _agent.Agent.FollowAsync();
        await PushEventAsync(3, 10, 4);
        await PushHistogramAsync(0, 4, 110, 44);
        Assert.Equal((110, 44), Tokens);

        await PushEventAsync(6, 7, 3);
        await PushHistogramAsync(5, 7, 7, 3);
        await _agent.Agent.CrashAsync();
        await _agent.Agent.FollowAsync();
        await PushHistogramAsync(5, 7, 7, 3);
        await PushHistogramAsync(5, 8, 8, 3);
        Assert.Equal((118, 47), Tokens);
    }

    [Fact]
    public async Task A_metric_a_span_and_a_log_of_one_call_count_once_in_any_order()
    {
        Func<Task>[] ways =
        [
            () => PushHistogramAsync(0, 2, 100, 40),
            () => PushCountersAsync(0, 2, 100, 40),
            () => PushSpanAsync(1, 100, 40),
            () => PushEventAsync(1, 100, 40),
            () => PushLineAsync(1, 100, 40),
        ];
        var random = new Random(5);
        for (var round = 0; round < 12; round++)
        {
            App = $"app {round}";
            foreach (var way in ways.OrderBy(_ => random.Next()).ToList())
            {
                await way();
            }

            Assert.Equal((100L * (round + 1), 40L * (round + 1)), Tokens);
        }
    }

    [Fact]
    public async Task Of_logs_alone_the_event_counts_and_not_the_line_about_it()
    {
        await PushLineAsync(1, 100, 40);
        await PushEventAsync(1, 100, 40);
        await PushLineAsync(2, 10, 4);
        await PushEventAsync(2, 10, 4);
        Assert.Equal((110, 44), Tokens);
    }

    [Fact]
    public async Task Lines_of_an_app_that_tells_no_better_count_as_in_a_file_but_as_pushed()
    {
        await _agent.AcceptLogsAsync(Record("""{"level":"info","provider":"openai","model":"gpt-4o","usage":{"prompt_tokens":100,"completion_tokens":40,"prompt_tokens_details":{"cached_tokens":30}}}"""));
        Assert.Equal(
            ["openai gpt-4o cache_read otlp false = 30", "openai gpt-4o input otlp false = 70", "openai gpt-4o output otlp false = 40"], _agent.Counted(MetricNames.Tokens));
    }

    [Fact]
    public async Task Old_names_a_provider_by_another_name_and_an_estimate_are_understood()
    {
        var record = Record(
            "Model call", SeverityNumber.Info, Attribute("gen_ai.system", "az.ai.openai"), Attribute("gen_ai.request.model", "gpt-4o"), Attribute("gen_ai.operation.name", "chat"),
            Attribute("gen_ai.usage.prompt_tokens", 50), Attribute("gen_ai.usage.completion_tokens", 20), Attribute("gen_ai.usage.reasoning_tokens", 5));
        record.Attributes.Add(new KeyValue { Key = "observe.ai.tokens.estimated", Value = new AnyValue { BoolValue = true } });
        record.EventName = "gen_ai.client.inference.operation.details";
        await _agent.AcceptLogsAsync(record);

        Assert.Equal([50, 15, 5], [_agent.Tokens("input"), _agent.Tokens("output"), _agent.Tokens("reasoning")]);
        Assert.All(_agent.Counted(MetricNames.Tokens), counted => Assert.Contains(" true = ", counted, StringComparison.Ordinal));
    }

    private string App { get; set; } = "checkout";

    private (long Input, long Output) Tokens => (_agent.Tokens("input"), _agent.Tokens("output"));

    private static KeyValue[] Call =>
        [Attribute("gen_ai.operation.name", "chat"), Attribute("gen_ai.provider.name", "openai"), Attribute("gen_ai.request.model", "gpt-4o")];

    private ulong At(double seconds) => (ulong)_start.AddSeconds(seconds).ToUnixTimeMilliseconds() * 1_000_000;

    private Task PushEventAsync(double at, long input, long output)
    {
        var record = OfCall(at, "Model call", input, output);
        record.EventName = "gen_ai.client.inference.operation.details";
        return _agent.AcceptAsync(OtlpSignal.Logs, Logs(App, record));
    }

    private Task PushLineAsync(double at, long input, long output) => _agent.AcceptAsync(OtlpSignal.Logs, Logs(App, OfCall(at, "chat with gpt-4o done", input, output)));

    private LogRecord OfCall(double at, string body, long input, long output)
    {
        var record = Record(body, SeverityNumber.Info, [.. Call, Attribute("gen_ai.usage.input_tokens", input), Attribute("gen_ai.usage.output_tokens", output)]);
        record.TimeUnixNano = At(at);
        return record;
    }

    private Task PushSpanAsync(double at, long input, long output)
    {
        var span = new Span { Name = "chat gpt-4o", Kind = Span.Types.SpanKind.Client, StartTimeUnixNano = At(at - .5), EndTimeUnixNano = At(at) };
        span.Attributes.Add([.. Call, Attribute("gen_ai.usage.input_tokens", input), Attribute("gen_ai.usage.output_tokens", output)]);
        return _agent.AcceptAsync(OtlpSignal.Traces, Spans(App, span));
    }

    private Task PushHistogramAsync(double start, double time, long input, long output) => PushMetricsAsync(start, time, [.. new[] { ("input", input), ("output", output) }.Select(of =>
    {
        var metric = Requests.Histogram("gen_ai.client.token.usage", [10], [0, 1], of.Item2, 0, 1, AggregationTemporality.Cumulative);
        metric.Histogram.DataPoints[0].Attributes.Add([.. Call, Attribute("gen_ai.token.type", of.Item1)]);
        (metric.Histogram.DataPoints[0].StartTimeUnixNano, metric.Histogram.DataPoints[0].TimeUnixNano) = (At(start), At(time));
        return metric;
    })]);

    private Task PushCountersAsync(double start, double time, long input, long output) => PushMetricsAsync(start, time, [.. new[] { ("input", input), ("output", output) }.Select(of =>
    {
        var metric = Requests.Counter($"gen_ai.client.inference.usage.{of.Item1}_tokens", of.Item2, 0, 1, Call);
        (metric.Sum.DataPoints[0].StartTimeUnixNano, metric.Sum.DataPoints[0].TimeUnixNano) = (At(start), At(time));
        return metric;
    })]);

    private Task PushMetricsAsync(double start, double time, Metric[] metrics)
    {
        Assert.True(start < time);
        return _agent.AcceptAsync(OtlpSignal.Metrics, Requests.Of(App, metrics).ToByteArray());
    }
}
