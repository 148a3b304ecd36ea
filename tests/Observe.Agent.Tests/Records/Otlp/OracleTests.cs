using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Json;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>Random requests of Google.Protobuf's generated classes, read by the agent's own reader and JSON mapping.</summary>
public class OracleTests
{
    private const int Messages = 300;

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatEnumsAsIntegers(true));
    private static readonly JsonFormatter WithProtoNames = new(JsonFormatter.Settings.Default.WithFormatEnumsAsIntegers(true).WithPreserveProtoFieldNames(true));

    [Fact]
    public void Metrics_are_read_as_they_were_encoded() =>
        Check<ExportMetricsServiceRequest>(OtlpSignal.Metrics, bytes => ViewCopies.Metrics(bytes), 1);

    [Fact]
    public void Logs_are_read_as_they_were_encoded() =>
        Check<ExportLogsServiceRequest>(OtlpSignal.Logs, bytes => ViewCopies.Logs(bytes), 2);

    [Fact]
    public void Traces_are_read_as_they_were_encoded() =>
        Check<ExportTraceServiceRequest>(OtlpSignal.Traces, bytes => ViewCopies.Traces(bytes), 3);

    [Fact]
    public void The_json_of_metrics_says_what_the_protobuf_says() => CheckJson<ExportMetricsServiceRequest>(OtlpSignal.Metrics, 4);

    [Fact]
    public void The_json_of_logs_says_what_the_protobuf_says() => CheckJson<ExportLogsServiceRequest>(OtlpSignal.Logs, 5);

    [Fact]
    public void The_json_of_traces_says_what_the_protobuf_says() => CheckJson<ExportTraceServiceRequest>(OtlpSignal.Traces, 6);

    private static void Check<T>(OtlpSignal signal, Func<byte[], T> read, int seed)
        where T : IMessage<T>, IDeepCloneable<T>, new()
    {
        var random = new RandomMessages(seed);
        for (var i = 0; i < Messages; i++)
        {
            var message = random.Next<T>();
            var bytes = message.ToByteArray();
            Assert.True(OtlpValidation.IsRequest(signal, bytes, out var fault), fault);
            Assert.True(ShownParts.Of(message).Equals(ShownParts.Of(read(bytes))), $"message {i} of seed {seed} is read as another");

            var turned = BackToFront.Encode(message);
            Assert.True(OtlpValidation.IsRequest(signal, turned, out fault), fault);
            Assert.True(ShownParts.Of(message).Equals(ShownParts.Of(read(turned))), $"message {i} of seed {seed} is read as another back to front");
        }
    }

    private static void CheckJson<T>(OtlpSignal signal, int seed)
        where T : IMessage<T>, IDeepCloneable<T>, new()
    {
        var random = new RandomMessages(seed);
        var parser = new MessageParser<T>(() => new T());
        for (var i = 0; i < Messages; i++)
        {
            var message = random.Next<T>();
            var json = (i % 2 == 0 ? Formatter : WithProtoNames).Format(message);
            var written = new ArrayBufferWriter<byte>();
            Assert.True(OtlpJson.TryToProtobuf(signal, Encoding.UTF8.GetBytes(WithHexIds(json)), written, out var fault), fault);
            Assert.True(OtlpValidation.IsRequest(signal, written.WrittenSpan, out fault), fault);
            Assert.True(message.Equals(parser.ParseFrom(written.WrittenSpan)), $"message {i} of seed {seed} is rewritten as another");
        }
    }

    /// <summary>Protobuf's mapping writes ids in base64, OTLP's in hexadecimal digits.</summary>
    private static string WithHexIds(string json)
    {
        var root = JsonNode.Parse(json)!;
        Change(root);
        return root.ToJsonString();
    }

    private static void Change(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Change(item);
            }
        }
        else if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (name is "traceId" or "spanId" or "parentSpanId" or "trace_id" or "span_id" or "parent_span_id")
                {
                    fields[name] = Convert.ToHexStringLower(Convert.FromBase64String((string)value!));
                }
                else
                {
                    Change(value);
                }
            }
        }
    }
}
