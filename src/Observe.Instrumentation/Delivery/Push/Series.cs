using System.Runtime.CompilerServices;

namespace Observe.Instrumentation.Delivery.Push;

/// <summary>
/// The value of one series. Sums and histograms are kept in a few stripes that threads share out, so that recording threads do not
/// wait for each other; reading adds them up.
/// </summary>
internal sealed class Series
{
    private const int Stripes = 4;

    /// <summary>Longs between the stripes, so that no two of them share a cache line.</summary>
    private const int Padding = 16;

    private readonly double[] _bounds;
    private readonly int _width;
    private readonly long[] _cells;

    /// <param name="tags">What tells it from the other series of the instrument.</param>
    /// <param name="bounds">Upper bounds of a histogram's buckets; empty for other kinds.</param>
    public Series(TagSet tags, double[] bounds)
    {
        Tags = tags;
        _bounds = bounds;
        _width = bounds.Length + 2 + Padding;
        _cells = new long[_width * Stripes];
    }

    public TagSet Tags { get; }

    public void AddLong(long value) => Interlocked.Add(ref Stripe(), value);

    public void AddDouble(double value) => AddDouble(ref Stripe(), value);

    public void SetLong(long value) => Volatile.Write(ref _cells[0], value);

    public void SetDouble(double value) => Volatile.Write(ref _cells[0], BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds a measurement to its bucket: the first whose bound it does not exceed.</summary>
    public void Record(double value)
    {
        ref var sum = ref Stripe();
        AddDouble(ref sum, value);
        var bucket = 0;
        while (bucket < _bounds.Length && value > _bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref Unsafe.Add(ref sum, 1 + bucket));
    }

    public long SumLong() => Enumerable.Range(0, Stripes).Sum(s => Volatile.Read(ref _cells[s * _width]));

    public double SumDouble() => Enumerable.Range(0, Stripes).Sum(s => BitConverter.Int64BitsToDouble(Volatile.Read(ref _cells[s * _width])));

    public long Bucket(int bucket) => Enumerable.Range(0, Stripes).Sum(s => Volatile.Read(ref _cells[(s * _width) + 1 + bucket]));

    private static void AddDouble(ref long cell, double value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var found = Interlocked.CompareExchange(ref cell, BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(seen) + value), seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }

    private ref long Stripe() => ref _cells[(Environment.CurrentManagedThreadId & (Stripes - 1)) * _width];
}
