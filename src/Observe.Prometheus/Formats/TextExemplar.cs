using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Numbers;

namespace Observe.Prometheus.Formats;

/// <summary>Exemplars within OpenMetrics: <c> # {trace_id="…"} value time</c>.</summary>
internal static class TextExemplar
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_labels;

    public static void WriteLatest(ref PageWriter writer, List<PointExemplar> exemplars)
    {
        var index = ExemplarChoice.Latest(exemplars, double.NegativeInfinity, double.PositiveInfinity);
        if (index >= 0)
        {
            Write(ref writer, exemplars[index]);
        }
    }

    /// <summary>Writes the latest exemplar that falls into one bucket, if any.</summary>
    public static void WriteLatest(ref PageWriter writer, List<PointExemplar> exemplars, double[] bounds, int bucket)
    {
        var index = ExemplarChoice.Latest(exemplars, bounds, bucket);
        if (index >= 0)
        {
            Write(ref writer, exemplars[index]);
        }
    }

    private static void Write(ref PageWriter writer, in PointExemplar exemplar)
    {
        var labels = s_labels ??= new ArrayBufferWriter<byte>(256);
        labels.ResetWrittenCount();
        TextLabels.Write(labels, ExemplarLabels.Of(exemplar));
        writer.Write(" # {"u8);
        writer.Write(labels.WrittenSpan);
        writer.Write("} "u8);
        writer.Ensure(NumberText.MaxLength + 1);
        writer.Put(exemplar.Value);
        writer.Put((byte)' ');
        TextTimestamp.Write(ref writer, exemplar.Timestamp);
    }
}
