using Observe.Agent.Metrics;

namespace Observe.Agent.Cmr.Activity;

/// <summary>Durations in seconds: how many, their sum, and how they spread over the buckets that durations have here.</summary>
internal sealed class Timings
{
    private const double Least = 1e-12;

    private static readonly double[] Bounds = DurationBuckets.Seconds;

    private readonly long[] _counts = new long[Bounds.Length + 1];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    /// <summary>A sum too small to be measured is 0: what is divided by it would be beyond any number.</summary>
    public double? Mean => Count == 0 ? null : Sum < Least ? 0 : Sum / Count;

    /// <summary>Adds durations that are known one by one or by their mean.</summary>
    public void Add(double seconds, long count = 1)
    {
        _counts[BucketOf(seconds)] += count;
        Count += count;
        Sum += seconds * count;
    }

    /// <summary>Adds a histogram with bounds of its own, each bucket to the one here that holds its upper bound.</summary>
    /// <param name="counts">One more than bounds.</param>
    /// <param name="bounds">Upper bounds, ascending.</param>
    /// <param name="sum">The sum of the durations.</param>
    public void Add(ReadOnlySpan<long> counts, ReadOnlySpan<double> bounds, double sum)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            _counts[i < bounds.Length ? BucketOf(bounds[i]) : Bounds.Length] += counts[i];
            Count += counts[i];
        }

        Sum += sum;
    }

    public void Add(Timings other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
        Sum += other.Sum;
    }

    /// <summary>The duration that this share stays within, as Prometheus estimates it: linear within its bucket; null without durations.</summary>
    public double? Quantile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var rank = share * Count;
        var below = 0L;
        for (var i = 0; i < Bounds.Length; i++)
        {
            if (_counts[i] > 0 && below + _counts[i] >= rank)
            {
                var start = i == 0 ? 0 : Bounds[i - 1];
                return start + ((Bounds[i] - start) * (rank - below) / _counts[i]);
            }

            below += _counts[i];
        }

        return Bounds[^1];
    }

    private static int BucketOf(double seconds)
    {
        var i = Array.BinarySearch(Bounds, seconds);
        return i < 0 ? ~i : i;
    }
}
