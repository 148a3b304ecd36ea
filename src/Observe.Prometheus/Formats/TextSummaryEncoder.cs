using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;
using Observe.Prometheus.Naming;
using Observe.Prometheus.Numbers;

namespace Observe.Prometheus.Formats;

/// <summary>Lines of summaries. The prefix of a series is the line of a quantile up to it, <c>name{a="b",</c>.</summary>
internal sealed class TextSummaryEncoder(FamilyName name, bool openMetrics) : SeriesEncoder
{
    private readonly SampleName _quantile = new(name.Base);
    private readonly SampleName _sum = new(name.Base + "_sum");
    private readonly SampleName _count = new(name.Base + "_count");
    private readonly SampleName _created = new(name.Base + "_created");

    public override void WritePrefix(IBufferWriter<byte> destination, List<Label> labels)
    {
        destination.Write(_quantile.BeforeLabels);
        TextLabels.Write(destination, labels);
        if (labels.Count > 0)
        {
            destination.Write(","u8);
        }
    }

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, long value, PointDetails? details) =>
        throw new NotSupportedException("A summary is no number.");

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, double value, PointDetails? details) =>
        throw new NotSupportedException("A summary is no number.");

    public override void WriteHistogram(ref PageWriter writer, scoped PaddedBytes prefix, HistogramPoint point, PointDetails? details) =>
        throw new NotSupportedException("A summary has no buckets.");

    public override void WriteExponential(
        ref PageWriter writer, scoped PaddedBytes prefix, ExponentialPoint point, PointDetails? details) =>
        throw new NotSupportedException("A summary has no buckets.");

    public override void WriteSummary(
        ref PageWriter writer, scoped PaddedBytes prefix, scoped ReadOnlySpan<double> quantiles, long count, double sum, PointDetails? details)
    {
        Span<byte> number = stackalloc byte[NumberText.Room];
        for (var i = 0; i < quantiles.Length; i += 2)
        {
            var length = openMetrics ? NumberText.WriteCanonical(number, quantiles[i]) : NumberText.Write(number, quantiles[i]);
            writer.Write(prefix.Span);
            writer.Write("quantile=\""u8);
            writer.Write(number[..length]);
            writer.Write("\"} "u8);
            WriteValue(ref writer, quantiles[i + 1]);
        }

        var labels = TextLabels.Of(prefix.Span, _quantile, trailing: 1);
        TextLabels.WriteLine(ref writer, _sum, labels);
        WriteValue(ref writer, sum);
        TextLabels.WriteLine(ref writer, _count, labels);
        writer.Ensure(NumberText.MaxLength + 1);
        writer.Put(count);
        writer.Put((byte)'\n');
        if (openMetrics && details is not null && details.Created != default)
        {
            TextLabels.WriteLine(ref writer, _created, labels);
            TextTimestamp.Write(ref writer, details.Created);
            writer.Write("\n"u8);
        }
    }

    private static void WriteValue(ref PageWriter writer, double value)
    {
        writer.Ensure(NumberText.MaxLength + 1);
        writer.Put(value);
        writer.Put((byte)'\n');
    }
}
