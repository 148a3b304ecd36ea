using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;

namespace Observe.Prometheus.Formats;

/// <summary>Histograms as protobuf messages: classic ones by their bounds, exponential ones as native histograms.</summary>
internal sealed class ProtobufHistogramEncoder : SeriesEncoder
{
    private const int HistogramField = 7;
    private const int SampleCount = 1;
    private const int SampleSum = 2;
    private const int Bucket = 3;
    private const int BucketCumulativeCount = 1;
    private const int BucketUpperBound = 2;
    private const int BucketExemplar = 3;
    private const int Schema = 5;
    private const int ZeroThreshold = 6;
    private const int ZeroCount = 7;
    private const int NegativeSpan = 9;
    private const int NegativeDelta = 10;
    private const int PositiveSpan = 12;
    private const int PositiveDelta = 13;
    private const int Created = 15;
    private const int Exemplars = 16;

    /// <summary>What OpenTelemetry's specification gives a native histogram whose zero bucket has no width.</summary>
    private const double DefaultZeroThreshold = 1e-128;

    private readonly ProtobufMessage _value = new();

    public override void WritePrefix(IBufferWriter<byte> destination, List<Label> labels) =>
        ProtobufMetric.WriteLabels(destination, labels);

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, long value, PointDetails? details) =>
        throw new NotSupportedException("A histogram is no number.");

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, double value, PointDetails? details) =>
        throw new NotSupportedException("A histogram is no number.");

    public override void WriteHistogram(
        ref PageWriter writer, scoped PaddedBytes prefix, HistogramPoint point, PointDetails? details)
    {
        var counts = point.Counts;
        long total = 0;
        foreach (var count in counts)
        {
            total += count;
        }

        var start = Begin((ulong)total, point.Sum);
        long cumulative = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            cumulative += counts[i];
            var exemplar = details is { Exemplars.Count: > 0 } ? ExemplarChoice.Latest(details.Exemplars, point.Bounds, i) : -1;
            if (i < point.Bounds.Length || exemplar >= 0)
            {
                // The bucket of +Inf says what the count says already, unless it has an exemplar.
                WriteBucket((ulong)cumulative, i < point.Bounds.Length ? point.Bounds[i] : double.PositiveInfinity, details, exemplar);
            }
        }

        End(start, details);
        ProtobufMetric.Write(ref writer, prefix.Span, _value.Written);
    }

    public override void WriteExponential(
        ref PageWriter writer, scoped PaddedBytes prefix, ExponentialPoint point, PointDetails? details)
    {
        var start = Begin((ulong)point.Count, point.Sum);
        _value.PutSigned(Schema, point.Scale);
        _value.Put(ZeroThreshold, point.ZeroThreshold > 0 ? point.ZeroThreshold : DefaultZeroThreshold);
        _value.Put(ZeroCount, (ulong)point.ZeroCount);
        NativeBuckets.Write(_value, point.Negative, NegativeSpan, NegativeDelta);
        NativeBuckets.Write(_value, point.Positive, PositiveSpan, PositiveDelta);
        if (details is not null)
        {
            foreach (var exemplar in details.Exemplars)
            {
                ProtobufMetric.PutExemplar(_value, Exemplars, exemplar);
            }
        }

        End(start, details);
        ProtobufMetric.Write(ref writer, prefix.Span, _value.Written);
    }

    private int Begin(ulong count, double sum)
    {
        _value.Clear();
        var start = _value.Begin(HistogramField);
        _value.Put(SampleCount, count);
        _value.Put(SampleSum, sum);
        return start;
    }

    private void End(int start, PointDetails? details)
    {
        if (details is not null && details.Created != default)
        {
            ProtobufMetric.PutTime(_value, Created, details.Created);
        }

        _value.End(start);
    }

    private void WriteBucket(ulong cumulative, double bound, PointDetails? details, int exemplar)
    {
        var start = _value.Begin(Bucket);
        _value.Put(BucketCumulativeCount, cumulative);
        _value.Put(BucketUpperBound, bound);
        if (exemplar >= 0)
        {
            ProtobufMetric.PutExemplar(_value, BucketExemplar, details!.Exemplars[exemplar]);
        }

        _value.End(start);
    }
}
