namespace Observe.Prometheus.Formats;

/// <summary>One side of an exponential histogram: counts from an offset on.</summary>
internal sealed class ExponentialBuckets
{
    private long[] _counts = new long[160];

    public int Offset { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, Length);

    public long Total
    {
        get
        {
            long total = 0;
            foreach (var count in Counts)
            {
                total += count;
            }

            return total;
        }
    }

    public void Start(int offset)
    {
        Offset = offset;
        Length = 0;
    }

    public void Add(long count)
    {
        if (Length == _counts.Length)
        {
            Array.Resize(ref _counts, Length * 2);
        }

        _counts[Length++] = count;
    }

    public void Set(int offset, ReadOnlySpan<long> counts)
    {
        Start(offset);
        foreach (var count in counts)
        {
            Add(count);
        }
    }

    /// <summary>Merges pairs of buckets <paramref name="steps"/> times, as lowering the scale by as many does.</summary>
    public void Downscale(int steps)
    {
        var offset = Offset >> steps;
        var length = 0;
        for (var i = 0; i < Length; i++)
        {
            var index = ((Offset + i) >> steps) - offset;
            if (index == length)
            {
                _counts[length++] = _counts[i];
            }
            else
            {
                _counts[index] += _counts[i];
            }
        }

        Offset = offset;
        Length = length;
    }
}
