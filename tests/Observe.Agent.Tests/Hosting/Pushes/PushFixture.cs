using Google.Protobuf;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Store.Rows;
using Observe.Agent.Tests.Metrics.Pushed;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;
using Span = OpenTelemetry.Proto.Trace.V1.Span;
using LogRecord = OpenTelemetry.Proto.Logs.V1.LogRecord;

namespace Observe.Agent.Tests.Hosting.Pushes;

/// <summary>An engine with a real store that apps push to.</summary>
internal sealed class PushFixture : IDisposable
{
    private static ulong s_time = 1_763_700_000_000_000_000;

    public EngineFixture Agent { get; } = new();

    public async Task<PushFixture> StartedAsync()
    {
        await Agent.FollowAsync();
        return this;
    }

    public static ulong NextTime() => Interlocked.Add(ref s_time, 1_000_000);

    public static LogRecord Record(string? body, SeverityNumber severity = SeverityNumber.Unspecified, params KeyValue[] attributes)
    {
        var record = new LogRecord { TimeUnixNano = NextTime(), SeverityNumber = severity };
        if (body is not null)
        {
            record.Body = new AnyValue { StringValue = body };
        }

        record.Attributes.Add(attributes);
        return record;
    }

    public static KeyValue Attribute(string key, string value) => Requests.Attribute(key, value);

    public static KeyValue Attribute(string key, long value) => new() { Key = key, Value = new AnyValue { IntValue = value } };

    public static byte[] Logs(string app, params IEnumerable<LogRecord> records) => Logs(app, "shop.orders", records);

    public static byte[] Logs(string app, string logger, IEnumerable<LogRecord> records)
    {
        var scope = new ScopeLogs { Scope = new InstrumentationScope { Name = logger } };
        scope.LogRecords.Add(records);
        var of = new ResourceLogs { Resource = Resource(app), ScopeLogs = { scope } };
        return new ExportLogsServiceRequest { ResourceLogs = { of } }.ToByteArray();
    }

    public static byte[] Spans(string app, params Span[] spans)
    {
        var scope = new ScopeSpans();
        scope.Spans.Add(spans);
        return new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = Resource(app), ScopeSpans = { scope } } } }.ToByteArray();
    }

    public async Task<OtlpStatus> PushAsync(OtlpSignal signal, byte[] request) =>
        (await Agent.Engine.Pushes.ConsumeAsync(signal, request, CancellationToken.None)).Status;

    public async Task AcceptAsync(OtlpSignal signal, byte[] request) => Assert.Equal(OtlpStatus.Accepted, await PushAsync(signal, request));

    public Task AcceptLogsAsync(params LogRecord[] records) => AcceptAsync(OtlpSignal.Logs, Logs("checkout", records));

    /// <summary>What is committed of a metric, as <c>value value value = count</c> of its attributes.</summary>
    public string[] Counted(string metric) =>
    [
        .. Agent.Engine.Metrics.Counters.Where(c => c.Key.Metric == metric && c.Committed > 0)
            .Select(c => $"{string.Join(' ', c.Key.Attributes.Select(a => a.Value.Length == 0 ? "-" : a.Value))} = {c.Committed}").Order(StringComparer.Ordinal),
    ];

    /// <summary>Committed counts of a histogram, with its sum.</summary>
    public string[] Timed(string metric) =>
    [
        .. Agent.Engine.Metrics.Histograms.Where(h => h.Key.Metric == metric && h.Committed.Counts.Any(c => c > 0))
            .Select(h => FormattableString.Invariant($"{string.Join(' ', h.Key.Attributes.Select(a => a.Value.Length == 0 ? "-" : a.Value))} = {h.Committed.Counts.Sum()} in {h.Committed.Sum:0.###} s"))
            .Order(StringComparer.Ordinal),
    ];

    public long Tokens(string type) => Agent.Engine.Metrics.Counters.Where(c => c.Key.Metric == MetricNames.Tokens && c.Key["type"] == type).Sum(c => c.Committed);

    public List<LogRow> Rows(LogQuery query) => RowSearch.Run(Agent.Options.Data, query, TimeProvider.System, CancellationToken.None);

    public void Dispose()
    {
        Agent.StopAsync().GetAwaiter().GetResult();
        Agent.Dispose();
    }

    private static Resource Resource(string app) => new() { Attributes = { Requests.Attribute("service.name", app), Requests.Attribute("telemetry.sdk.language", "go") } };
}
