using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;

namespace Observe.Prometheus.Formats;

/// <summary>Parts that all protobuf metrics share: their frame, labels, times and exemplars.</summary>
internal static class ProtobufMetric
{
    private const byte MetricTag = (4 << 3) | 2;
    private const int LabelField = 1;
    private const int LabelName = 1;
    private const int LabelValue = 2;
    private const int ExemplarLabel = 1;
    private const int ExemplarValue = 2;
    private const int ExemplarTime = 3;
    private const int Seconds = 1;
    private const int Nanoseconds = 2;
    private const int NanosecondsPerTick = 100;

    public static void WriteLabels(IBufferWriter<byte> destination, List<Label> labels)
    {
        var message = new ProtobufMessage();
        PutLabels(message, LabelField, labels);
        message.CopyTo(destination);
    }

    /// <summary>Writes a metric of a family: labels rendered already, then the value.</summary>
    public static void Write(ref PageWriter writer, scoped ReadOnlySpan<byte> labels, scoped ReadOnlySpan<byte> value)
    {
        var length = labels.Length + value.Length;
        writer.Ensure(length + 1 + ProtobufMessage.MaxVarintLength);
        writer.Put(MetricTag);
        writer.PutVarint((ulong)length);
        writer.Put(labels);
        writer.Put(value);
    }

    public static void PutTime(ProtobufMessage message, int field, DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var fraction);
        if (fraction < 0)
        {
            seconds--;
            fraction += TimeSpan.TicksPerSecond;
        }

        var start = message.Begin(field);
        message.Put(Seconds, (ulong)seconds);
        message.Put(Nanoseconds, (ulong)(fraction * NanosecondsPerTick));
        message.End(start);
    }

    public static void PutExemplar(ProtobufMessage message, int field, in PointExemplar exemplar)
    {
        var start = message.Begin(field);
        PutLabels(message, ExemplarLabel, ExemplarLabels.Of(exemplar));
        message.Put(ExemplarValue, exemplar.Value);
        PutTime(message, ExemplarTime, exemplar.Timestamp);
        message.End(start);
    }

    private static void PutLabels(ProtobufMessage message, int field, List<Label> labels)
    {
        foreach (var (name, value) in labels)
        {
            var start = message.Begin(field);
            message.Put(LabelName, name);
            message.Put(LabelValue, value);
            message.End(start);
        }
    }
}
