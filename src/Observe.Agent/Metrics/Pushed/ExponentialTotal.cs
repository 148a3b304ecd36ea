using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>
/// The total of an exponential histogram, at the lowest scale of its points or lower, so that it stays within
/// <see cref="Limits.MaxTotalBuckets"/>. Its zero bucket is as wide as the widest of its points.
/// </summary>
internal sealed class ExponentialTotal(int scale) : DeltaTotal
{
    private int _scale = scale;
    private long _zeroCount;
    private double _zeroThreshold;
    private double _sum;
    private ExponentialSide _positive = new();
    private ExponentialSide _negative = new();

    public void Add(ExponentialPoint point)
    {
        Lower(Math.Max(0, _scale - point.Scale));
        var above = point.Scale - _scale;
        var steps = Math.Max(Steps(_positive, point.PositiveOffset, point.Positive.Length, above), Steps(_negative, point.NegativeOffset, point.Negative.Length, above));
        Lower(steps);
        _positive.Add(point.PositiveOffset, point.Positive, above + steps);
        _negative.Add(point.NegativeOffset, point.Negative, above + steps);
        _zeroCount += point.ZeroCount;
        _zeroThreshold = Math.Max(_zeroThreshold, point.ZeroThreshold);
        _sum += point.Sum;
    }

    public override DeltaTotal Copy() => new ExponentialTotal(_scale)
    {
        _zeroCount = _zeroCount,
        _zeroThreshold = _zeroThreshold,
        _sum = _sum,
        _positive = _positive.Copy(),
        _negative = _negative.Copy(),
    };

    public override void ShowOn(PrometheusSeries series) => series.SetExponentialHistogram(
        _scale, _zeroCount, _positive.Offset, _positive.Counts, _negative.Offset, _negative.Counts, _sum, _zeroThreshold);

    public override void Write(BinaryWriter to)
    {
        to.Write(_scale);
        to.Write(_zeroCount);
        to.Write(_zeroThreshold);
        to.Write(_sum);
        _positive.Write(to);
        _negative.Write(to);
    }

    public static ExponentialTotal Read(BinaryReader from) => new(from.ReadInt32())
    {
        _zeroCount = from.ReadInt64(),
        _zeroThreshold = from.ReadDouble(),
        _sum = from.ReadDouble(),
        _positive = ExponentialSide.Read(from),
        _negative = ExponentialSide.Read(from),
    };

    private static int Steps(ExponentialSide side, int offset, int length, int above)
    {
        var first = (int)((long)offset >> above);
        return length == 0 ? 0 : side.StepsToHold(first, (int)((((long)offset + length - 1) >> above) - first + 1));
    }

    private void Lower(int steps)
    {
        _scale -= steps;
        _positive.Downscale(steps);
        _negative.Downscale(steps);
    }
}
