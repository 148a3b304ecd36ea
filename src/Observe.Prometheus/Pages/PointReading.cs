using Observe.Prometheus.Formats;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Pages;

/// <summary>Reads points of the SDK into the objects that encoders take.</summary>
internal static class PointReading
{
    public static void Read(in MetricPoint point, HistogramPoint histogram)
    {
        histogram.Sum = point.GetHistogramSum();
        var position = 0;
        var counts = histogram.Counts;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            if (position == counts.Length)
            {
                ReadBounds(point, histogram);
                counts = histogram.Counts;
            }

            counts[position++] = bucket.BucketCount;
        }

        if (position == 0)
        {
            // A histogram that was configured without buckets: all it has is above no bound.
            histogram.Counts[0] = point.GetHistogramCount();
        }
    }

    public static void Read(in MetricPoint point, ExponentialPoint exponential)
    {
        var data = point.GetExponentialHistogramData();
        exponential.Scale = data.Scale;
        exponential.ZeroCount = data.ZeroCount;
        exponential.ZeroThreshold = 0;
        exponential.Sum = point.GetHistogramSum();
        Read(data.PositiveBuckets, exponential.Positive);

        // The SDK records no negative values in exponential histograms and so shows no buckets for them.
        exponential.Negative.Start(0);
    }

    public static void Read(in MetricPoint point, bool isLong, PointDetails details)
    {
        details.Created = point.StartTime;
        details.Exemplars.Clear();
        if (!point.TryGetExemplars(out var exemplars))
        {
            return;
        }

        foreach (ref readonly var exemplar in exemplars)
        {
            details.Exemplars.Add(new PointExemplar(
                isLong ? exemplar.LongValue : exemplar.DoubleValue,
                exemplar.Timestamp,
                exemplar.TraceId,
                exemplar.SpanId,
                exemplar.FilteredTags));
        }
    }

    private static void Read(ExponentialHistogramBuckets from, ExponentialBuckets to)
    {
        to.Start(from.Offset);
        foreach (var count in from)
        {
            to.Add(count);
        }
    }

    /// <summary>Takes the bounds of a metric, which all its points share, from the first point that is read.</summary>
    private static void ReadBounds(in MetricPoint point, HistogramPoint histogram)
    {
        var bounds = new List<double>();
        var first = histogram.Counts;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            bounds.Add(bucket.ExplicitBound);
        }

        histogram.Bounds = [.. bounds[..^1]];
        histogram.Counts = new long[bounds.Count];
        first.CopyTo(histogram.Counts, 0);
    }
}
