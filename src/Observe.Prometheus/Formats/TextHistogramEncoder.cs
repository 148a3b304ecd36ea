using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;
using Observe.Prometheus.Naming;
using Observe.Prometheus.Numbers;

namespace Observe.Prometheus.Formats;

/// <summary>
/// Lines of classic histograms. The prefix of a series is its bucket line up to the bound, <c>name_bucket{a="b",</c>; the bounds
/// are rendered once a metric.
/// </summary>
internal sealed class TextHistogramEncoder(FamilyName name, bool openMetrics, double[] exponentialBounds) : SeriesEncoder
{
    private readonly SampleName _bucket = new(name.Base + "_bucket");
    private readonly SampleName _sum = new(name.Base + "_sum");
    private readonly SampleName _count = new(name.Base + "_count");
    private readonly SampleName _created = new(name.Base + "_created");
    private readonly HistogramPoint _classic = new();
    private double[]? _bounds;
    private PaddedText[] _boundTexts = [];
    private int _longestBoundText;

    public override void WritePrefix(IBufferWriter<byte> destination, List<Label> labels)
    {
        destination.Write(_bucket.BeforeLabels);
        TextLabels.Write(destination, labels);
        if (labels.Count > 0)
        {
            destination.Write(","u8);
        }
    }

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, long value, PointDetails? details) =>
        throw new NotSupportedException("A histogram is no number.");

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, double value, PointDetails? details) =>
        throw new NotSupportedException("A histogram is no number.");

    public override void WriteHistogram(ref PageWriter writer, scoped PaddedBytes prefix, HistogramPoint point, PointDetails? details)
    {
        if (_bounds != point.Bounds)
        {
            RenderBounds(point.Bounds);
        }

        var total = openMetrics && details is { Exemplars.Count: > 0 }
            ? WriteBuckets(ref writer, prefix, point, details.Exemplars)
            : WriteBuckets(ref writer, prefix, point.Counts);
        WriteTotals(ref writer, prefix, point.Sum, total, details);
    }

    public override void WriteExponential(
        ref PageWriter writer, scoped PaddedBytes prefix, ExponentialPoint point, PointDetails? details)
    {
        ClassicBuckets.Fill(_classic, point, exponentialBounds);
        WriteHistogram(ref writer, prefix, _classic, details);
    }

    private long WriteBuckets(ref PageWriter writer, scoped PaddedBytes prefix, long[] counts)
    {
        var lineLength = prefix.Length + _longestBoundText + PageWriter.LongestNumberAndFeed;
        long total = 0;
        var texts = _boundTexts.AsSpan(0, counts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            total += counts[i];
            writer.Ensure(lineLength);
            writer.PutLineUnchecked(prefix, texts[i].Bytes, total);
        }

        return total;
    }

    private long WriteBuckets(ref PageWriter writer, scoped PaddedBytes prefix, HistogramPoint point, List<PointExemplar> exemplars)
    {
        long total = 0;
        for (var i = 0; i < _boundTexts.Length; i++)
        {
            total += point.Counts[i];
            writer.Ensure(prefix.Length + _longestBoundText + NumberText.MaxLength);
            writer.Put(prefix);
            writer.Put(_boundTexts[i].Bytes);
            writer.Put(total);
            TextExemplar.WriteLatest(ref writer, exemplars, point.Bounds, i);
            writer.Write("\n"u8);
        }

        return total;
    }

    private void WriteTotals(ref PageWriter writer, scoped PaddedBytes prefix, double sum, long total, PointDetails? details)
    {
        var labels = TextLabels.Of(prefix.Span, _bucket, trailing: 1);

        // A sum that negative observations can lower is no counter, so OpenMetrics forbids it, and the count with it.
        if (!(openMetrics && _bounds is [< 0, ..]))
        {
            TextLabels.WriteLine(ref writer, _sum, labels);
            writer.Ensure(NumberText.MaxLength + 1);
            writer.Put(sum);
            writer.Put((byte)'\n');
            TextLabels.WriteLine(ref writer, _count, labels);
            writer.Ensure(NumberText.MaxLength + 1);
            writer.Put(total);
            writer.Put((byte)'\n');
        }

        if (openMetrics && details is not null && details.Created != default)
        {
            TextLabels.WriteLine(ref writer, _created, labels);
            TextTimestamp.Write(ref writer, details.Created);
            writer.Write("\n"u8);
        }
    }

    private void RenderBounds(double[] bounds)
    {
        Span<byte> number = stackalloc byte[NumberText.Room];
        _boundTexts = new PaddedText[bounds.Length + 1];
        for (var i = 0; i <= bounds.Length; i++)
        {
            var bound = i < bounds.Length ? bounds[i] : double.PositiveInfinity;
            var length = openMetrics ? NumberText.WriteCanonical(number, bound) : NumberText.Write(number, bound);
            _boundTexts[i] = new PaddedText([.. "le=\""u8, .. number[..length], .. "\"} "u8]);
        }

        _bounds = bounds;
        _longestBoundText = _boundTexts.Max(text => text.Length);
    }
}
