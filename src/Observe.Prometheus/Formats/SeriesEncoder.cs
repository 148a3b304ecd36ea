using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;

namespace Observe.Prometheus.Formats;

/// <summary>
/// Writes the series of one metric in one format. What never changes of a series is rendered once by
/// <see cref="WritePrefix"/>; the other methods write it again with the value of the moment.
/// </summary>
internal abstract class SeriesEncoder
{
    public abstract void WritePrefix(IBufferWriter<byte> destination, List<Label> labels);

    public abstract void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, long value, PointDetails? details);

    public abstract void WriteNumber(ref PageWriter writer, scoped PaddedBytes prefix, double value, PointDetails? details);

    public abstract void WriteHistogram(ref PageWriter writer, scoped PaddedBytes prefix, HistogramPoint point, PointDetails? details);

    public abstract void WriteExponential(
        ref PageWriter writer, scoped PaddedBytes prefix, ExponentialPoint point, PointDetails? details);
}
