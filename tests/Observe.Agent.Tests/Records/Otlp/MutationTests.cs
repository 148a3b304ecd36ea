using System.Buffers;
using System.Text;
using Google.Protobuf;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Json;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>
/// Damaged requests: a million in the short form, ten million with <c>OBSERVE_LONG=1</c>. Each is refused with a reason, or
/// readable to the end; nothing else may come of it.
/// </summary>
public class MutationTests
{
    private static readonly int Count = Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1" ? 10_000_000 : 1_000_000;

    [Fact]
    public void Damaged_protobuf_is_refused_with_a_reason_or_read_to_the_end()
    {
        (OtlpSignal Signal, byte[] Bytes)[] sound = [.. Sound()];
        var (refused, taken) = (0, 0);
        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            var damage = new Damage(worker);
            for (var i = 0; i < Count / Environment.ProcessorCount; i++)
            {
                var (signal, bytes) = sound[i % sound.Length];
                var damaged = damage.Of(bytes);
                if (OtlpValidation.IsRequest(signal, damaged, out var fault))
                {
                    Walk.All(signal, damaged);
                    Interlocked.Increment(ref taken);
                }
                else
                {
                    Assert.NotEmpty(fault);
                    Interlocked.Increment(ref refused);
                }
            }
        });

        // Both ways out must have been gone often, or the damage is too small or too great to show anything.
        Assert.True(refused > Count / 20 && taken > Count / 20, $"{refused} refused, {taken} taken");
    }

    [Fact]
    public void Damaged_json_is_refused_with_a_reason_or_becomes_a_request()
    {
        var formatter = new JsonFormatter(JsonFormatter.Settings.Default.WithFormatEnumsAsIntegers(true));
        (OtlpSignal Signal, byte[] Bytes)[] sound =
        [
            .. Sound().Select(s => (s.Signal, Encoding.UTF8.GetBytes(formatter.Format(s.Signal switch
            {
                OtlpSignal.Metrics => ExportMetricsServiceRequest.Parser.ParseFrom(s.Bytes),
                OtlpSignal.Logs => ExportLogsServiceRequest.Parser.ParseFrom(s.Bytes),
                _ => ExportTraceServiceRequest.Parser.ParseFrom(s.Bytes),
            })))),
        ];
        var taken = 0;
        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            var damage = new Damage(worker);
            var to = new ArrayBufferWriter<byte>();
            for (var i = 0; i < Count / 20 / Environment.ProcessorCount; i++)
            {
                var (signal, bytes) = sound[i % sound.Length];
                to.ResetWrittenCount();
                if (OtlpJson.TryToProtobuf(signal, damage.Of(bytes), to, out var fault))
                {
                    Assert.True(OtlpValidation.IsRequest(signal, to.WrittenSpan, out fault), fault);
                    Interlocked.Increment(ref taken);
                }
                else
                {
                    Assert.NotEmpty(fault);
                }
            }
        });
        Assert.NotEqual(0, taken);
    }

    /// <summary>Small ones, so that damage hits what matters.</summary>
    private static IEnumerable<(OtlpSignal Signal, byte[] Bytes)> Sound()
    {
        var random = new RandomMessages(17);
        for (var i = 0; i < 300; i++)
        {
            yield return (OtlpSignal.Metrics, random.Next<ExportMetricsServiceRequest>().ToByteArray());
            yield return (OtlpSignal.Logs, random.Next<ExportLogsServiceRequest>().ToByteArray());
            yield return (OtlpSignal.Traces, random.Next<ExportTraceServiceRequest>().ToByteArray());
        }
    }
}
