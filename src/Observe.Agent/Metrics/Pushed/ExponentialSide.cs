namespace Observe.Agent.Metrics.Pushed;

/// <summary>One side of an exponential histogram in the making: counts from an offset on.</summary>
internal sealed class ExponentialSide
{
    public int Offset { get; private set; }

    public long[] Counts { get; private set; } = [];

    public ExponentialSide Copy() => new() { Offset = Offset, Counts = [.. Counts] };

    /// <summary>By how many steps the scale must fall for this side to take in those counts.</summary>
    public int StepsToHold(int offset, int length)
    {
        if (length == 0)
        {
            return 0;
        }

        var first = (long)offset;
        var last = first + length - 1;
        if (Counts.Length > 0)
        {
            first = Math.Min(first, Offset);
            last = Math.Max(last, (long)Offset + Counts.Length - 1);
        }

        var steps = 0;
        for (; (last >> steps) - (first >> steps) >= Limits.MaxTotalBuckets; steps++)
        {
        }

        return steps;
    }

    /// <summary>Merges pairs of buckets so many times, as lowering the scale does.</summary>
    public void Downscale(int steps)
    {
        if (steps > 0 && Counts.Length > 0)
        {
            var (offset, counts) = (Offset, Counts);
            (Offset, Counts) = (0, []);
            Add(offset, counts, steps);
        }
    }

    /// <summary>Adds counts whose scale is so many steps above this one's.</summary>
    public void Add(int offset, ReadOnlySpan<long> counts, int steps)
    {
        if (counts.IsEmpty)
        {
            return;
        }

        var first = (int)((long)offset >> steps);
        var last = (int)(((long)offset + counts.Length - 1) >> steps);
        Reserve(first, last);
        for (var i = 0; i < counts.Length; i++)
        {
            Counts[(int)(((long)offset + i) >> steps) - Offset] += counts[i];
        }
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Offset);
        to.Write(Counts.Length);
        foreach (var count in Counts)
        {
            to.Write(count);
        }
    }

    public static ExponentialSide Read(BinaryReader from)
    {
        var side = new ExponentialSide { Offset = from.ReadInt32() };
        var length = from.ReadInt32();
        if (length is < 0 or > Limits.MaxTotalBuckets)
        {
            throw new InvalidDataException($"an exponential histogram of {length} buckets");
        }

        side.Counts = [.. Enumerable.Range(0, length).Select(_ => from.ReadInt64())];
        return side;
    }

    private void Reserve(int first, int last)
    {
        if (Counts.Length == 0)
        {
            (Offset, Counts) = (first, new long[last - first + 1]);
            return;
        }

        var from = Math.Min(first, Offset);
        var to = Math.Max(last, Offset + Counts.Length - 1);
        if (to - from + 1 > Counts.Length)
        {
            var wider = new long[to - from + 1];
            Counts.CopyTo(wider, Offset - from);
            (Offset, Counts) = (from, wider);
        }
    }
}
