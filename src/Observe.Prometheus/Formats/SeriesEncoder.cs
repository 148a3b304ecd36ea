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

    /// <param name="writer">The page.</param>
    /// <param name="prefix">What <see cref="WritePrefix"/> wrote.</param>
    /// <param name="quantiles">Quantiles and their values in turn.</param>
    /// <param name="count">The number of observations.</param>
    /// <param name="sum">Their sum.</param>
    /// <param name="details">What else is known.</param>
    public virtual void WriteSummary(
        ref PageWriter writer, scoped PaddedBytes prefix, scoped ReadOnlySpan<double> quantiles, long count, double sum, PointDetails? details) =>
        throw new NotSupportedException("Only a summary has quantiles.");
}
