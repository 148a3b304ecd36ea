using System.Buffers;
using System.Text;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Json;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace Observe.Agent.Tests.Records.Otlp;

public class OtlpJsonTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("5.0", 5)]
    [InlineData("5e2", 500)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_whole_number_may_be_a_number_or_a_string(string json, long expected) =>
        Assert.Equal(expected, Point($$"""{"asInt":{{json}}}""").AsInt);

    [Theory]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"Infinity\"", double.PositiveInfinity)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    [InlineData("\"1.5\"", 1.5)]
    [InlineData("1.5", 1.5)]
    [InlineData("3", 3)]
    public void A_real_number_may_be_a_number_or_a_string(string json, double expected) =>
        Assert.Equal(expected, Point($$"""{"asDouble":{{json}}}""").AsDouble);

    [Theory]
    [InlineData("""{"asInt":1.5}""")]
    [InlineData("""{"asInt":"x"}""")]
    [InlineData("""{"asInt":9223372036854775808}""")]
    [InlineData("""{"flags":-1}""")]
    [InlineData("""{"flags":4294967296}""")]
    [InlineData("""{"asDouble":true}""")]
    [InlineData("""{"timeUnixNano":[]}""")]
    [InlineData("""{"attributes":{}}""")]
    [InlineData("""{"attributes":[null]}""")]
    [InlineData("""{"attributes":[{"value":{"boolValue":"true"}}]}""")]
    [InlineData("""{"attributes":[{"value":{"stringValue":5}}]}""")]
    [InlineData("""{"attributes":[{"value":{"stringValue":"\ud800"}}]}""")]
    [InlineData("""{"attributes":[{"value":{"bytesValue":"a"}}]}""")]
    [InlineData("""{"attributes":[{"value":{"bytesValue":"%%%%"}}]}""")]
    [InlineData("""{"exemplars":[{"traceId":"0"}]}""")]
    [InlineData("""{"exemplars":[{"traceId":"zz"}]}""")]
    [InlineData("""{"exemplars":[{"traceId":"000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f00"}]}""")]
    public void What_is_no_such_value_is_refused_with_its_name(string point)
    {
        Assert.False(OtlpJson.TryToProtobuf(OtlpSignal.Metrics, Encoding.UTF8.GetBytes(Request(point)), new ArrayBufferWriter<byte>(), out var fault));
        Assert.StartsWith("not an ExportMetricsServiceRequest: ", fault);
        Assert.Contains("at byte ", fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"resourceMetrics\":[{}}")]
    [InlineData("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":5}]}]}]}")]
    public void What_is_no_request_is_refused(string json)
    {
        var to = new ArrayBufferWriter<byte>();
        Assert.False(OtlpJson.TryToProtobuf(OtlpSignal.Metrics, Encoding.UTF8.GetBytes(json), to, out var fault));
        Assert.StartsWith("not an ExportMetricsServiceRequest: ", fault);
        Assert.Equal(0, to.WrittenCount);
    }

    [Theory]
    [InlineData("AGGREGATION_TEMPORALITY_DELTA")]
    [InlineData("1")]
    public void An_enum_in_quotes_is_refused_as_OTLP_says(string value)
    {
        var json = """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"aggregationTemporality":"@"}}]}]}]}""".Replace("@", value);
        Assert.False(OtlpJson.TryToProtobuf(OtlpSignal.Metrics, Encoding.UTF8.GetBytes(json), new ArrayBufferWriter<byte>(), out var fault));
        Assert.Contains("aggregationTemporality", fault);
    }

    [Fact]
    public void Ids_are_hexadecimal_in_either_case_and_bytes_are_base64_in_either_alphabet()
    {
        var point = Point("""
            {"exemplars":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"B7AD6B7169203331"}],
             "attributes":[{"key":"a","value":{"bytesValue":"-_8"}},{"key":"b","value":{"bytesValue":"+/8="}},{"key":"c","value":{"bytesValue":""}}]}
            """);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Convert.ToHexStringLower(point.Exemplars[0].TraceId.Span));
        Assert.Equal("b7ad6b7169203331", Convert.ToHexStringLower(point.Exemplars[0].SpanId.Span));
        Assert.Equal(["fbff", "fbff", ""], point.Attributes.Select(a => Convert.ToHexStringLower(a.Value.BytesValue.Span)));
    }

    [Fact]
    public void Unknown_fields_and_nulls_are_passed_over_and_proto_names_are_taken()
    {
        var point = Point("""
            {"newField":{"deep":[1,{"er":null}]},"timeUnixNano":null,"attributes":null,"start_time_unix_nano":"7","asInt":0}
            """);
        Assert.Equal(7UL, point.StartTimeUnixNano);
        Assert.Equal(0UL, point.TimeUnixNano);
        Assert.Equal(NumberDataPoint.ValueOneofCase.AsInt, point.ValueCase);
    }

    [Fact]
    public void Escapes_and_a_byte_order_mark_are_read()
    {
        var json = "\uFEFF" + """{"resource\u004cogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"a\"\\\/\n\u00e9\ud83d\ude42"}}]}]}]}""";
        var to = new ArrayBufferWriter<byte>();
        Assert.True(OtlpJson.TryToProtobuf(OtlpSignal.Logs, Encoding.UTF8.GetBytes(json), to, out var fault), fault);
        Assert.Equal("a\"\\/\né🙂", ExportLogsServiceRequest.Parser.ParseFrom(to.WrittenSpan).ResourceLogs[0].ScopeLogs[0].LogRecords[0].Body.StringValue);
    }

    [Theory]
    [InlineData("{\"arrayValue\":{\"values\":[", "]}}")]
    [InlineData("{\"unknown\":[", "]}")]
    public void Nesting_without_end_is_refused(string open, string close)
    {
        var value = string.Concat(Enumerable.Repeat(open, 20_000)) + string.Concat(Enumerable.Repeat(close, 20_000));
        var json = Request($$"""{"attributes":[{"key":"a","value":{{value}}}]}""");
        Assert.False(OtlpJson.TryToProtobuf(OtlpSignal.Metrics, Encoding.UTF8.GetBytes(json), new ArrayBufferWriter<byte>(), out var fault));
        Assert.Contains("depth", fault);
    }

    private static string Request(string point) =>
        """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[@]}}]}]}]}""".Replace("@", point);

    private static NumberDataPoint Point(string point)
    {
        var to = new ArrayBufferWriter<byte>();
        Assert.True(OtlpJson.TryToProtobuf(OtlpSignal.Metrics, Encoding.UTF8.GetBytes(Request(point)), to, out var fault), fault);
        return ExportMetricsServiceRequest.Parser.ParseFrom(to.WrittenSpan).ResourceMetrics[0].ScopeMetrics[0].Metrics[0].Gauge.DataPoints[0];
    }
}
