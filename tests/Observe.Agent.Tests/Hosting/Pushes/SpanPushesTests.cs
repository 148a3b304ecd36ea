using Google.Protobuf;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;
using static Observe.Agent.Tests.Hosting.Pushes.PushFixture;
using Span = OpenTelemetry.Proto.Trace.V1.Span;

namespace Observe.Agent.Tests.Hosting.Pushes;

/// <summary>Spans that apps push, with a real store.</summary>
public sealed class SpanPushesTests : IAsyncLifetime
{
    private readonly PushFixture _agent = new();

    public Task InitializeAsync() => _agent.StartedAsync();

    public Task DisposeAsync()
    {
        _agent.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Spans_are_counted_by_service_kind_and_name_with_errors_and_durations()
    {
        await _agent.AcceptAsync(OtlpSignal.Traces, Spans(
            "checkout",
            Of("GET /cart", Span.Types.SpanKind.Server, .25),
            Of("GET /cart", Span.Types.SpanKind.Server, .5, failed: true),
            Of("SELECT", Span.Types.SpanKind.Client, .125)));

        Assert.Equal(["checkout client SELECT = 1", "checkout server GET /cart = 2"], _agent.Counted(MetricNames.SpanCalls));
        Assert.Equal(["checkout server GET /cart = 1"], _agent.Counted(MetricNames.SpanErrors));
        Assert.Equal(["checkout client = 1 in 0.125 s", "checkout server = 2 in 0.75 s"], _agent.Timed(MetricNames.SpanDuration));
        Assert.Empty(_agent.Counted(MetricNames.GenAiCalls));
    }

    [Fact]
    public async Task Calls_to_models_are_counted_with_provider_model_reason_and_tokens()
    {
        await _agent.AcceptAsync(OtlpSignal.Traces, Spans("bot", Chat("stop"), Chat("length"), Chat("stop"), Chat(null, failed: true)));
        await _agent.Agent.RestartAsync();
        await _agent.Agent.FollowAsync();
        await _agent.AcceptAsync(OtlpSignal.Traces, Spans("bot", Chat("stop")));

        Assert.Equal(
            ["gemini gemini-2.5-pro chat - error = 1", "gemini gemini-2.5-pro chat length ok = 1", "gemini gemini-2.5-pro chat stop ok = 3"],
            _agent.Counted(MetricNames.GenAiCalls));
        Assert.Equal(["gemini gemini-2.5-pro chat = 5 in 10 s"], _agent.Timed(MetricNames.GenAiDuration));
        Assert.Equal((35, 15, 45, 5), (_agent.Tokens("input"), _agent.Tokens("cache_read"), _agent.Tokens("output"), _agent.Tokens("reasoning")));
    }

    [Fact]
    public async Task Names_without_end_come_to_an_end_over_restarts_too()
    {
        for (var round = 0; round < 2; round++)
        {
            await _agent.AcceptAsync(OtlpSignal.Traces, Spans("checkout", [.. Enumerable.Range(0, 3000).Select(i => Of($"GET /{round}/{i}", Span.Types.SpanKind.Server, .1))]));
            for (var service = 0; service < 300; service++)
            {
                await _agent.AcceptAsync(OtlpSignal.Traces, Spans($"service {round} {service}", Of("GET", Span.Types.SpanKind.Server, .1)));
            }

            await _agent.Agent.RestartAsync();
            await _agent.Agent.FollowAsync();
        }

        var calls = _agent.Agent.Engine.Metrics.Counters.Where(c => c.Key.Metric == MetricNames.SpanCalls).ToList();
        Assert.Equal(6600, calls.Sum(c => c.Committed));
        Assert.InRange(calls.Count, 1000, 2300);
        Assert.InRange(calls.Select(c => c.Key["service"]).Distinct().Count(), 200, 202);
        Assert.True(calls.Single(c => c.Key["service"] == "checkout" && c.Key["span"] == "other").Committed >= 4000);
    }

    [Fact]
    public async Task A_request_that_comes_again_is_counted_once_also_after_a_crash()
    {
        var request = Spans("checkout", Of("GET", Span.Types.SpanKind.Server, .1), Chat("stop"));
        await _agent.AcceptAsync(OtlpSignal.Traces, request);
        await _agent.AcceptAsync(OtlpSignal.Traces, request);
        await _agent.Agent.CrashAsync();
        await _agent.Agent.FollowAsync();
        await _agent.AcceptAsync(OtlpSignal.Traces, request);

        Assert.Equal(["checkout client chat = 1", "checkout server GET = 1"], _agent.Counted(MetricNames.SpanCalls));
        Assert.Equal(7, _agent.Tokens("input"));
    }

    [Fact]
    public async Task A_span_that_ends_before_it_begins_is_a_call_without_a_duration()
    {
        var span = Of("GET", (Span.Types.SpanKind)77, .1);
        (span.StartTimeUnixNano, span.EndTimeUnixNano) = (span.EndTimeUnixNano, span.StartTimeUnixNano);
        await _agent.AcceptAsync(OtlpSignal.Traces, Spans("", span));

        Assert.Equal(["unknown unspecified GET = 1"], _agent.Counted(MetricNames.SpanCalls));
        Assert.Empty(_agent.Timed(MetricNames.SpanDuration));
    }

    [Theory]
    [InlineData(0UL, 2_000_000_000UL)]
    [InlineData(1UL, 1_800_000_000_000_000_000UL)]
    [InlineData(1UL, ulong.MaxValue)]
    public async Task A_span_whose_times_cannot_be_is_a_call_without_a_duration(ulong start, ulong end)
    {
        var span = Chat("stop");
        (span.StartTimeUnixNano, span.EndTimeUnixNano) = (start, end);
        await _agent.AcceptAsync(OtlpSignal.Traces, Spans("shop", span));

        Assert.Equal(["shop client chat = 1"], _agent.Counted(MetricNames.SpanCalls));
        Assert.Empty(_agent.Timed(MetricNames.SpanDuration));
        Assert.Empty(_agent.Timed(MetricNames.GenAiDuration));
    }

    private static Span Of(string name, Span.Types.SpanKind kind, double seconds, bool failed = false)
    {
        var start = NextTime();
        return new Span
        {
            Name = name, Kind = kind, StartTimeUnixNano = start, EndTimeUnixNano = start + (ulong)(seconds * 1e9),
            SpanId = ByteString.CopyFrom(BitConverter.GetBytes(start)), Status = failed ? new Status { Code = Status.Types.StatusCode.Error } : null,
        };
    }

    private static Span Chat(string? finishReason, bool failed = false)
    {
        var span = Of("chat", Span.Types.SpanKind.Client, 2, failed);
        span.Attributes.Add([
            Attribute("gen_ai.system", "gcp.gemini"), Attribute("gen_ai.request.model", "gemini-2.5-pro"), Attribute("gen_ai.operation.name", "chat"),
            Attribute("gen_ai.usage.input_tokens", 10), Attribute("gen_ai.usage.cache_read.input_tokens", 3), Attribute("gen_ai.usage.output_tokens", 10),
            Attribute("gen_ai.usage.reasoning.output_tokens", 1)]);
        if (finishReason is not null)
        {
            span.Attributes.Add(new KeyValue { Key = "gen_ai.response.finish_reasons", Value = new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue { StringValue = finishReason } } } } });
        }

        return span;
    }
}
