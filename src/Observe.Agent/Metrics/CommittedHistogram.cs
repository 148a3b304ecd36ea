using System.Numerics;
using System.Runtime.Intrinsics;

namespace Observe.Agent.Metrics;

/// <summary>A histogram that is shown as committed, like <see cref="CommittedCounter"/>.</summary>
internal sealed class CommittedHistogram(SeriesKey key, double[] bounds, List<CommittedHistogram> changed)
{
    /// <summary>Bounds for whole vectors; no value is above those added.</summary>
    private readonly double[] _paddedBounds =
        [.. bounds, .. Enumerable.Repeat(double.PositiveInfinity, -bounds.Length & (Vector256<double>.Count - 1))];

    private readonly long[] _counts = new long[bounds.Length + 1];
    private HistogramValue _committed = new(new long[bounds.Length + 1], 0);
    private double _sum;
    private bool _isChanged;

    public SeriesKey Key { get; } = key;

    /// <summary>Upper bounds of the buckets, ascending; one bucket more holds what is above.</summary>
    public double[] Bounds { get; } = bounds;

    public HistogramValue Committed => Volatile.Read(ref _committed);

    public void Record(double value)
    {
        // Without a branch to mispredict: counting the bounds below costs less than stopping at the right one.
        var bucket = 0;
        var values = Vector256.Create(value);
        for (var i = 0; i < _paddedBounds.Length; i += Vector256<double>.Count)
        {
            var below = Vector256.GreaterThan(values, Vector256.Create<double>(_paddedBounds, i));
            bucket += BitOperations.PopCount(below.ExtractMostSignificantBits());
        }

        _counts[bucket]++;
        _sum += value;
        MarkChanged();
    }

    public void MarkChanged()
    {
        if (!_isChanged)
        {
            _isChanged = true;
            changed.Add(this);
        }
    }

    public HistogramValue TakeValue()
    {
        _isChanged = false;
        return new HistogramValue([.. _counts], _sum);
    }

    /// <summary>Takes over a stored value. False when it was counted with other buckets.</summary>
    public bool Load(HistogramValue value)
    {
        if (value.Counts.Length != _counts.Length)
        {
            return false;
        }

        value.Counts.CopyTo(_counts, 0);
        _sum = value.Sum;
        Publish(value);
        return true;
    }

    public void Publish(HistogramValue value) => Volatile.Write(ref _committed, value);
}
