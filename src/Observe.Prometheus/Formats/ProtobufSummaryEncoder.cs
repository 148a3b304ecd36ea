using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;

namespace Observe.Prometheus.Formats;

/// <summary>Summaries as protobuf messages.</summary>
internal sealed class ProtobufSummaryEncoder : SeriesEncoder
{
    private const int SummaryField = 4;
    private const int SampleCount = 1;
    private const int SampleSum = 2;
    private const int Quantile = 3;
    private const int QuantileOf = 1;
    private const int QuantileValue = 2;
    private const int Created = 4;

    private readonly ProtobufMessage _value = new();

    public override void WritePrefix(IBufferWriter<byte> destination, List<Label> labels) =>
        ProtobufMetric.WriteLabels(destination, labels);

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, long value, PointDetails? details) =>
        throw new NotSupportedException("A summary is no number.");

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, double value, PointDetails? details) =>
        throw new NotSupportedException("A summary is no number.");

    public override void WriteHistogram(
        ref PageWriter writer, scoped PaddedBytes prefix, HistogramPoint point, PointDetails? details) =>
        throw new NotSupportedException("A summary has no buckets.");

    public override void WriteExponential(
        ref PageWriter writer, scoped PaddedBytes prefix, ExponentialPoint point, PointDetails? details) =>
        throw new NotSupportedException("A summary has no buckets.");

    public override void WriteSummary(
        ref PageWriter writer, scoped PaddedBytes prefix, scoped ReadOnlySpan<double> quantiles, long count, double sum, PointDetails? details)
    {
        _value.Clear();
        var start = _value.Begin(SummaryField);
        _value.Put(SampleCount, (ulong)count);
        _value.Put(SampleSum, sum);
        for (var i = 0; i < quantiles.Length; i += 2)
        {
            var quantile = _value.Begin(Quantile);
            _value.Put(QuantileOf, quantiles[i]);
            _value.Put(QuantileValue, quantiles[i + 1]);
            _value.End(quantile);
        }

        if (details is not null && details.Created != default)
        {
            ProtobufMetric.PutTime(_value, Created, details.Created);
        }

        _value.End(start);
        ProtobufMetric.Write(ref writer, prefix.Span, _value.Written);
    }
}
