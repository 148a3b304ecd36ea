namespace Observe.Prometheus.Formats;

/// <summary>Exponential histograms as classic ones, for formats that know no other.</summary>
internal static class ClassicBuckets
{
    /// <summary>
    /// Puts each exponential bucket whole into the first classic bucket that reaches its upper edge. Where a bound falls into an
    /// exponential bucket, its observations are so counted above the bound: a quantile is overstated by at most the width of
    /// that bucket, never understated.
    /// </summary>
    public static void Fill(HistogramPoint classic, ExponentialPoint point, double[] bounds)
    {
        if (classic.Bounds != bounds)
        {
            classic.Bounds = bounds;
            classic.Counts = new long[bounds.Length + 1];
        }

        Array.Clear(classic.Counts);
        classic.Sum = point.Sum;
        var negative = point.Negative.Counts;
        for (var i = 0; i < negative.Length; i++)
        {
            // A negative bucket reaches up to its edge nearest to zero.
            Add(classic, -LowerEdge(point.Negative.Offset + i, point.Scale), negative[i]);
        }

        Add(classic, point.ZeroThreshold, point.ZeroCount);
        var positive = point.Positive.Counts;
        for (var i = 0; i < positive.Length; i++)
        {
            Add(classic, LowerEdge(point.Positive.Offset + i + 1, point.Scale), positive[i]);
        }
    }

    /// <summary>The lower edge of a positive bucket: base^index with base 2^(2^-scale).</summary>
    public static double LowerEdge(int index, int scale) => Math.Pow(2, index * Math.Pow(2, -scale));

    private static void Add(HistogramPoint classic, double upperEdge, long count)
    {
        if (count != 0)
        {
            var bucket = Array.BinarySearch(classic.Bounds, upperEdge);
            classic.Counts[bucket < 0 ? ~bucket : bucket] += count;
        }
    }
}
