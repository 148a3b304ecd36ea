using Google.Protobuf;
using Observe.Agent.Forward.Destinations;
using Observe.Agent.Records;
using OpenTelemetry.Proto.Collector.Logs.V1;

namespace Observe.Agent.Tests.Forward.Destinations;

/// <summary>Read back by the classes that protoc makes of OpenTelemetry's own definitions.</summary>
public sealed class OtlpLogsDestinationTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    private readonly Shipped _shipped = new();

    public void Dispose() => _shipped.Dispose();

    [Fact]
    public async Task A_record_is_a_log_record_with_everything_known_of_it()
    {
        var line = $$"""{"trace_id":"{{Trace}}","span_id":"{{Span}}"}""";
        _shipped.Add("/a.log", (5000, LogLevel.Error, "groq", Shipped.Line(line)));
        var request = await RequestAsync(1);
        var resource = Assert.Single(request.ResourceLogs);
        Assert.Equal(["service.name=ai", "host.name=box"], resource.Resource.Attributes.Select(a => $"{a.Key}={a.Value.StringValue}"));
        var scope = Assert.Single(resource.ScopeLogs);
        Assert.Equal("observe", scope.Scope.Name);
        var record = Assert.Single(scope.LogRecords);
        Assert.Equal(5_000_000_000UL, record.TimeUnixNano);
        Assert.Equal(5_000_000_000UL, record.ObservedTimeUnixNano);
        Assert.Equal(17, (int)record.SeverityNumber);
        Assert.Equal("error", record.SeverityText);
        Assert.Equal(line, record.Body.StringValue);
        Assert.Equal(
            ["log.file.path=/a.log", "provider=groq", "category=router", "model=llama-3.3", "pattern=000000000abc"],
            record.Attributes.Select(a => $"{a.Key}={a.Value.StringValue}"));
        Assert.Equal(Trace, Convert.ToHexStringLower(record.TraceId.Span));
        Assert.Equal(Span, Convert.ToHexStringLower(record.SpanId.Span));
    }

    [Theory]
    [InlineData("Unknown", 0, "")]
    [InlineData("Trace", 1, "trace")]
    [InlineData("Debug", 5, "debug")]
    [InlineData("Info", 9, "info")]
    [InlineData("Warn", 13, "warn")]
    [InlineData("Fatal", 21, "fatal")]
    public async Task Levels_have_their_severities(string level, int number, string text)
    {
        _shipped.Add("/a.log", (5000, Enum.Parse<LogLevel>(level), "groq", Shipped.Line("x")));
        var record = (await RequestAsync(1)).ResourceLogs[0].ScopeLogs[0].LogRecords[0];
        Assert.Equal((number, text), ((int)record.SeverityNumber, record.SeverityText));
    }

    [Fact]
    public async Task Many_records_of_any_length_and_any_bytes_arrive_in_their_order()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 3000).Select(i => new string((char)random.Next(32, 0x3000), random.Next(1, 700))).ToList();
        _shipped.Add("/a.log", [.. lines.Take(1500).Select(l => (5000L, LogLevel.Info, "groq", Shipped.Line(l)))]);
        _shipped.Add("/b.log", [.. lines.Skip(1500).Select(l => (5000L, LogLevel.Info, "ollama", Shipped.Line(l))), (5000L, LogLevel.Info, "groq", new byte[] { 0xff, 0x41 })]);
        var request = await RequestAsync(3001);
        var bodies = request.ResourceLogs.SelectMany(r => r.ScopeLogs).SelectMany(s => s.LogRecords).Select(r => r.Body.StringValue);
        Assert.Equal([.. lines, "\ufffdA"], bodies);
    }

    private async Task<ExportLogsServiceRequest> RequestAsync(int expected)
    {
        var (count, body) = await _shipped.EncodeAsync(new OtlpLogsDestination(_shipped.Options, "box"));
        Assert.Equal(expected, count);
        var request = ExportLogsServiceRequest.Parser.WithDiscardUnknownFields(false).ParseFrom(body);
        Assert.Equal(request, ExportLogsServiceRequest.Parser.ParseFrom(request.ToByteArray()));
        return request;
    }
}
