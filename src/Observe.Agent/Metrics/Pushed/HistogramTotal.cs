using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>The total of a histogram with explicit bounds; without bounds, count and sum alone.</summary>
/// <param name="bounds">Upper bounds as the bits of doubles.</param>
internal sealed class HistogramTotal(ulong[] bounds) : DeltaTotal
{
    private long[] _counts = new long[bounds.Length + 1];

    public ulong[] Bounds { get; } = bounds;

    public double Sum { get; private set; }

    public void Add(ReadOnlySpan<long> counts, double sum)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += counts[i];
        }

        Sum += sum;
    }

    public override DeltaTotal Copy() => new HistogramTotal(Bounds) { _counts = [.. _counts], Sum = Sum };

    public override void ShowOn(PrometheusSeries series)
    {
        if (series.Family.Kind == PrometheusFamilyKind.Summary)
        {
            series.SetSummary([], [], _counts[0], Sum);
        }
        else
        {
            series.SetHistogram(_counts, Sum);
        }
    }

    public override void Write(BinaryWriter to)
    {
        to.Write(Bounds.Length);
        foreach (var bound in Bounds)
        {
            to.Write(bound);
        }

        foreach (var count in _counts)
        {
            to.Write(count);
        }

        to.Write(Sum);
    }

    public static HistogramTotal Read(BinaryReader from)
    {
        var length = from.ReadInt32();
        if (length is < 0 or > Limits.MaxBuckets)
        {
            throw new InvalidDataException($"a histogram of {length} bounds");
        }

        var total = new HistogramTotal([.. Enumerable.Range(0, length).Select(_ => from.ReadUInt64())]);
        for (var i = 0; i <= length; i++)
        {
            total._counts[i] = from.ReadInt64();
        }

        total.Sum = from.ReadDouble();
        return total;
    }
}
