using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;
using Observe.Prometheus.Naming;
using Observe.Prometheus.Numbers;

namespace Observe.Prometheus.Formats;

/// <summary>Lines of counters, gauges and info metrics: a prefix of name and labels, the value.</summary>
internal sealed class TextNumberEncoder(FamilyName name, bool isOpenMetricsCounter) : SeriesEncoder
{
    private readonly SampleName _sample = new(name.Sample);
    private readonly SampleName _created = new(name.Base + "_created");

    public override void WritePrefix(IBufferWriter<byte> destination, List<Label> labels) =>
        TextLabels.WriteSample(destination, _sample, labels);

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, long value, PointDetails? details)
    {
        if (details is null || !isOpenMetricsCounter)
        {
            writer.PutLine(prefix, value);
            return;
        }

        writer.Ensure(prefix.Length + NumberText.MaxLength);
        writer.Put(prefix);
        writer.Put(value);
        WriteDetails(ref writer, prefix, details);
    }

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, double value, PointDetails? details)
    {
        if (details is null || !isOpenMetricsCounter)
        {
            writer.PutLine(prefix, value);
            return;
        }

        writer.Ensure(prefix.Length + NumberText.MaxLength);
        writer.Put(prefix);
        writer.Put(value);
        WriteDetails(ref writer, prefix, details);
    }

    public override void WriteHistogram(ref PageWriter writer, scoped PaddedBytes prefix, HistogramPoint point, PointDetails? details) =>
        throw new NotSupportedException("A number has no buckets.");

    public override void WriteExponential(
        ref PageWriter writer, scoped PaddedBytes prefix, ExponentialPoint point, PointDetails? details) =>
        throw new NotSupportedException("A number has no buckets.");

    private void WriteDetails(ref PageWriter writer, scoped PaddedBytes prefix, PointDetails details)
    {
        TextExemplar.WriteLatest(ref writer, details.Exemplars);
        writer.Write("\n"u8);
        if (details.Created != default)
        {
            var labels = TextLabels.Of(prefix.Span, _sample, trailing: 2);
            TextLabels.WriteLine(ref writer, _created, labels);
            TextTimestamp.Write(ref writer, details.Created);
            writer.Write("\n"u8);
        }
    }
}
