using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using static Observe.Agent.Tests.Hosting.Pushes.PushFixture;
using LogRecord = OpenTelemetry.Proto.Logs.V1.LogRecord;

namespace Observe.Agent.Tests.Hosting.Pushes;

/// <summary>Log records that apps push, with a real store: they become what lines of files become.</summary>
public sealed class LogPushesTests : IAsyncLifetime
{
    private readonly PushFixture _agent = new();

    public Task InitializeAsync() => _agent.StartedAsync();

    public Task DisposeAsync()
    {
        _agent.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Records_are_counted_by_level_provider_and_logger()
    {
        await _agent.AcceptLogsAsync(
            Record("cart opened", SeverityNumber.Info),
            Record("cart opened", SeverityNumber.Info4),
            Record("asked", SeverityNumber.Debug, Attribute("gen_ai.provider.name", "openai")),
            Record("no number, but a word") is var word && (word.SeverityText = "Critical").Length > 0 ? word : null!,
            Record("nothing at all"));

        Assert.Equal(
            [
                "debug openai shop.orders = 1", "fatal unknown shop.orders = 1", "info unknown shop.orders = 2", "unknown unknown shop.orders = 1",
            ],
            _agent.Counted(MetricNames.LogRecords));
    }

    [Theory]
    [InlineData("""{"level":"warn","msg":"slow answer","provider":"anthropic","latency_ms":1500}""")]
    [InlineData("""level=warn msg="slow answer" provider=anthropic latency_ms=1500""")]
    [InlineData("2025-11-20 10:00:00,000 WARN [anthropic] slow answer latency_ms=1500")]
    public async Task A_body_that_is_a_line_of_a_log_is_read_as_that(string body)
    {
        await _agent.AcceptLogsAsync(Record(body));

        Assert.Equal(["warn anthropic shop.orders = 1"], _agent.Counted(MetricNames.LogRecords));
        Assert.Equal(["anthropic unknown = 1 in 1.5 s"], _agent.Timed(MetricNames.LogRequestDuration));
        Assert.StartsWith("slow answer", Assert.Single(_agent.Rows(new LogQuery())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_record_says_itself_goes_before_what_its_body_says()
    {
        await _agent.AcceptLogsAsync(
            Record("""{"level":"info","msg":"it said info","model":"gpt-4o","time":"2020-01-01T00:00:00Z"}""", SeverityNumber.Error, Attribute("gen_ai.request.model", "o3")),
            Record("level=debug msg=x model=gpt-4o", SeverityNumber.Error2));

        Assert.Equal(["error unknown shop.orders = 2"], _agent.Counted(MetricNames.LogRecords));
        Assert.Equal(["gpt-4o", "o3"], _agent.Rows(new LogQuery()).Select(r => r.Model).Order());
        Assert.All(_agent.Rows(new LogQuery()), row => Assert.Equal(2025, DateTimeOffset.FromUnixTimeMilliseconds(row.Time).Year));
    }

    [Fact]
    public async Task A_body_of_pairs_an_event_and_an_exception_are_read_too()
    {
        var map = Record(null, SeverityNumber.Error);
        map.Body = new AnyValue { KvlistValue = new KeyValueList { Values = { Attribute("message", "from a map"), Attribute("duration_ms", 250) } } };
        var named = Record(null, SeverityNumber.Error);
        named.EventName = "checkout.failed";
        await _agent.AcceptLogsAsync(map, named, Record(null, SeverityNumber.Error, Attribute("exception.message", "out of \"cheese\"\n")));

        Assert.Equal(["checkout.failed", "from a map", "out of \"cheese\"\n"], _agent.Rows(new LogQuery()).Select(r => r.Message).Order(StringComparer.Ordinal));
        Assert.Equal(["unknown unknown = 1 in 0.25 s"], _agent.Timed(MetricNames.LogRequestDuration));
    }

    [Fact]
    public async Task Warnings_and_errors_have_patterns_and_rows_without_secrets()
    {
        await _agent.AcceptAsync(OtlpSignal.Logs, Logs("checkout", Enumerable.Range(0, 5).Select(i =>
            Record($"order {i} failed with key sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD", SeverityNumber.Error))));

        var rows = _agent.Rows(new LogQuery { File = "otlp:checkout" });
        Assert.Equal(5, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain("abcdefghij", row.Message, StringComparison.Ordinal));
        Assert.Single(rows.Select(r => r.Pattern).Distinct());
        Assert.Equal($"{rows[0].Pattern} error = 5", Assert.Single(_agent.Counted(MetricNames.LogPatternRecords)));
    }

    [Fact]
    public async Task Any_bytes_become_a_record()
    {
        var strange = Record("x", SeverityNumber.Error);
        strange.Body = new AnyValue { BytesValue = Google.Protobuf.ByteString.CopyFrom(0, 255, 34) };
        var deep = new AnyValue { DoubleValue = double.NaN };
        for (var i = 0; i < 60; i++)
        {
            deep = new AnyValue { ArrayValue = new ArrayValue { Values = { deep, new AnyValue() } } };
        }

        await _agent.AcceptLogsAsync(
            strange,
            Record("a\0b\u001b[31mred\u0007\"\\\r\n\ttail", SeverityNumber.Error, Attribute("a\"b\\", "\u0001")),
            Record(null, SeverityNumber.Error, new KeyValue { Key = "deep", Value = deep }),
            Record(new string('"', 3_000_000), SeverityNumber.Error),
            Record("{\"not\": json}", SeverityNumber.Error),
            new LogRecord());

        Assert.Equal(["error unknown shop.orders = 5", "unknown unknown shop.orders = 1"], _agent.Counted(MetricNames.LogRecords));
        Assert.Equal(["too_long = 1"], _agent.Counted(MetricNames.LogUnparsed));
    }

    [Fact]
    public async Task A_request_of_many_batches_and_apps_is_counted_whole()
    {
        var request = Enumerable.Range(0, 10_000).Select(i => Record($"line {i}", SeverityNumber.Info)).ToList();
        await _agent.AcceptAsync(OtlpSignal.Logs, [.. Logs("first", request), .. Logs("second", request.Take(10)), .. Logs("first", "other", request.Take(5))]);

        Assert.Equal(["info unknown other = 5", "info unknown shop.orders = 10010"], _agent.Counted(MetricNames.LogRecords));
    }

    [Fact]
    public async Task A_request_that_comes_again_is_counted_once_also_after_a_crash()
    {
        var request = Logs("checkout", Record("once", SeverityNumber.Info));
        await _agent.AcceptAsync(OtlpSignal.Logs, request);
        await _agent.AcceptAsync(OtlpSignal.Logs, request);
        await _agent.Agent.CrashAsync();
        await _agent.Agent.FollowAsync();
        await _agent.AcceptAsync(OtlpSignal.Logs, request);
        await _agent.AcceptAsync(OtlpSignal.Logs, Logs("checkout", Record("once", SeverityNumber.Info)));

        Assert.Equal(["info unknown shop.orders = 2"], _agent.Counted(MetricNames.LogRecords));
    }

    [Fact]
    public async Task What_comes_again_tells_the_memory_layers_nothing_new()
    {
        var record = Record("layer=3 capture_time=0.002", SeverityNumber.Info);
        record.TimeUnixNano = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        var request = Logs("checkout", record);
        await _agent.AcceptAsync(OtlpSignal.Logs, request);
        await _agent.AcceptAsync(OtlpSignal.Logs, request);

        Assert.Equal(1, Assert.Single(_agent.Agent.Engine.Cmr.Report().Sources).Metrics.Captures);
    }

    [Fact]
    public async Task What_says_no_time_is_counted_as_often_as_it_comes()
    {
        var record = Record("by hand", SeverityNumber.Info);
        record.TimeUnixNano = 0;
        await _agent.AcceptLogsAsync(record);
        await _agent.AcceptLogsAsync(record);

        Assert.Equal(["info unknown shop.orders = 2"], _agent.Counted(MetricNames.LogRecords));
    }

    [Fact]
    public async Task What_was_not_answered_before_a_crash_is_counted_once_when_it_comes_again()
    {
        _agent.Agent.MakeCommitsFail();
        var request = Logs("checkout", Record("once", SeverityNumber.Info));
        var waiting = _agent.PushAsync(OtlpSignal.Logs, request);
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.Agent.Engine.Committer.IsFailing));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(OtlpStatus.Busy, await _agent.PushAsync(OtlpSignal.Logs, Logs("checkout", Record("another", SeverityNumber.Info))));

        await _agent.Agent.StopAsync();
        _agent.Agent.LetCommitsWork();
        Assert.Empty(_agent.Counted(MetricNames.LogRecords));
        _agent.Agent.MakeCommitsFail();
        _agent.Agent.Reopen();
        _agent.Agent.LetCommitsWork();
        await _agent.Agent.FollowAsync();
        await _agent.AcceptAsync(OtlpSignal.Logs, request);
        Assert.Equal(["info unknown shop.orders = 1"], _agent.Counted(MetricNames.LogRecords));
    }

    [Fact]
    public async Task What_was_told_to_come_again_while_the_disk_was_slow_is_counted_once()
    {
        _agent.Agent.MakeCommitsFail();
        var request = Logs("checkout", Record("once", SeverityNumber.Info));
        var first = _agent.PushAsync(OtlpSignal.Logs, request);
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.Agent.Engine.Committer.IsFailing));
        _agent.Agent.LetCommitsWork();
        Assert.Equal(OtlpStatus.Accepted, await first);
        await _agent.AcceptAsync(OtlpSignal.Logs, request);
        Assert.Equal(["info unknown shop.orders = 1"], _agent.Counted(MetricNames.LogRecords));
    }
}
