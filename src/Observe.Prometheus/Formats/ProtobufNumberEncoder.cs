using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;

namespace Observe.Prometheus.Formats;

/// <summary>Counters and gauges as protobuf messages.</summary>
internal sealed class ProtobufNumberEncoder(bool isCounter) : SeriesEncoder
{
    private const int GaugeField = 2;
    private const int CounterField = 3;
    private const int Value = 1;
    private const int Exemplar = 2;
    private const int Created = 3;

    private readonly ProtobufMessage _value = new();

    public override void WritePrefix(IBufferWriter<byte> destination, List<Label> labels) =>
        ProtobufMetric.WriteLabels(destination, labels);

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, long value, PointDetails? details) =>
        WriteNumber(ref writer, prefix, (double)value, details);

    public override void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, double value, PointDetails? details)
    {
        _value.Clear();
        var start = _value.Begin(isCounter ? CounterField : GaugeField);
        _value.Put(Value, value);
        if (isCounter && details is not null)
        {
            var latest = ExemplarChoice.Latest(details.Exemplars, double.NegativeInfinity, double.PositiveInfinity);
            if (latest >= 0)
            {
                ProtobufMetric.PutExemplar(_value, Exemplar, details.Exemplars[latest]);
            }

            if (details.Created != default)
            {
                ProtobufMetric.PutTime(_value, Created, details.Created);
            }
        }

        _value.End(start);
        ProtobufMetric.Write(ref writer, prefix.Span, _value.Written);
    }

    public override void WriteHistogram(
        ref PageWriter writer, scoped PaddedBytes prefix, HistogramPoint point, PointDetails? details) =>
        throw new NotSupportedException("A number has no buckets.");

    public override void WriteExponential(
        ref PageWriter writer, scoped PaddedBytes prefix, ExponentialPoint point, PointDetails? details) =>
        throw new NotSupportedException("A number has no buckets.");
}
