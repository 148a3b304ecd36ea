using Observe.Prometheus.Buffers;
using Observe.Prometheus.Formats;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Pages;

/// <summary>The series of a metric of the SDK.</summary>
internal sealed class MetricPart(PageLayout layout, FamilyIdentity identity, Metric metric)
    : FamilyPart(layout, identity, TagIdentity.IsArray ? ReferenceEqualityComparer.Instance : TagArrayComparer.Instance)
{
    private readonly PointDetails? _details = layout.Encoding.HasDetails ? new PointDetails() : null;
    private readonly HistogramPoint _histogram = new();
    private readonly ExponentialPoint _exponential = new();

    public override void Render(ref PageWriter writer)
    {
        switch (metric.MetricType)
        {
            case MetricType.LongSum:
                RenderLongCounter(ref writer);
                break;
            case MetricType.DoubleSum:
                RenderDoubleCounter(ref writer);
                break;
            case MetricType.LongSumNonMonotonic:
                RenderLongSum(ref writer);
                break;
            case MetricType.DoubleSumNonMonotonic:
                RenderDoubleSum(ref writer);
                break;
            case MetricType.LongGauge:
                RenderLongGauge(ref writer);
                break;
            case MetricType.DoubleGauge:
                RenderDoubleGauge(ref writer);
                break;
            case MetricType.Histogram:
                RenderHistogram(ref writer);
                break;
            case MetricType.ExponentialHistogram:
                RenderExponential(ref writer);
                break;
        }
    }

    private void RenderLongCounter(ref PageWriter writer)
    {
        var next = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var prefix = Prefix(point.Tags, ref next);
            if (!SeriesCache.IsLeftOut(prefix))
            {
                Encoder.WriteNumber(ref writer, prefix, point.GetSumLong(), Details(point, isLong: true));
            }
        }
    }

    private void RenderDoubleCounter(ref PageWriter writer)
    {
        var next = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var prefix = Prefix(point.Tags, ref next);
            if (!SeriesCache.IsLeftOut(prefix))
            {
                Encoder.WriteNumber(ref writer, prefix, point.GetSumDouble(), Details(point, isLong: false));
            }
        }
    }

    private void RenderLongSum(ref PageWriter writer)
    {
        var next = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var prefix = Prefix(point.Tags, ref next);
            if (!SeriesCache.IsLeftOut(prefix))
            {
                Encoder.WriteNumber(ref writer, prefix, point.GetSumLong(), details: null);
            }
        }
    }

    private void RenderDoubleSum(ref PageWriter writer)
    {
        var next = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var prefix = Prefix(point.Tags, ref next);
            if (!SeriesCache.IsLeftOut(prefix))
            {
                Encoder.WriteNumber(ref writer, prefix, point.GetSumDouble(), details: null);
            }
        }
    }

    private void RenderLongGauge(ref PageWriter writer)
    {
        var next = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var prefix = Prefix(point.Tags, ref next);
            if (!SeriesCache.IsLeftOut(prefix))
            {
                Encoder.WriteNumber(ref writer, prefix, point.GetGaugeLastValueLong(), details: null);
            }
        }
    }

    private void RenderDoubleGauge(ref PageWriter writer)
    {
        var next = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var prefix = Prefix(point.Tags, ref next);
            if (!SeriesCache.IsLeftOut(prefix))
            {
                Encoder.WriteNumber(ref writer, prefix, point.GetGaugeLastValueDouble(), details: null);
            }
        }
    }

    private void RenderHistogram(ref PageWriter writer)
    {
        var next = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var prefix = Prefix(point.Tags, ref next);
            if (!SeriesCache.IsLeftOut(prefix))
            {
                PointReading.Read(point, _histogram);
                Encoder.WriteHistogram(ref writer, prefix, _histogram, Details(point, isLong: false));
            }
        }
    }

    private void RenderExponential(ref PageWriter writer)
    {
        var next = 0;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var prefix = Prefix(point.Tags, ref next);
            if (SeriesCache.IsLeftOut(prefix))
            {
                continue;
            }

            PointReading.Read(point, _exponential);
            RenderExponential(ref writer, prefix, _exponential, Details(point, isLong: false));
        }
    }

    /// <summary>The prefix of the point with these tags, expected to be the next in order.</summary>
    private PaddedBytes Prefix(ReadOnlyTagCollection tags, ref int next)
    {
        if (TagIdentity.IsArray)
        {
            var array = TagIdentity.Array(ref tags);
            if (!Cache.IsAt(next, array))
            {
                next = Position(array);
            }
        }
        else if (next >= Cache.Count || !TagIdentity.IsSame((KeyValuePair<string, object?>[])Cache.KeyAt(next), tags))
        {
            next = Position(TagIdentity.Copy(tags));
        }

        return Cache.Prefix(next++);
    }

    private int Position(KeyValuePair<string, object?>[] tags)
    {
        var position = Cache.Find(tags);
        return position < 0 ? Append(tags, tags) : position;
    }

    private PointDetails? Details(in MetricPoint point, bool isLong)
    {
        if (_details is not null)
        {
            PointReading.Read(point, isLong, _details);
        }

        return _details;
    }
}
