using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>Room for what lies packed in a point: bounds, counts, quantiles; and for scattered attributes. Used by one thread at a time.</summary>
internal sealed class PointBuffers : IDisposable
{
    private readonly ulong[] _bounds = new ulong[Limits.MaxBuckets + 1];
    private readonly long[] _counts = new long[Limits.MaxBuckets + 1];
    private readonly long[] _negative = new long[Limits.MaxBuckets + 1];
    private readonly double[] _quantiles = new double[Limits.MaxBuckets + 1];
    private readonly double[] _values = new double[Limits.MaxBuckets + 1];
    private readonly ProtoWriter _attributes = new();
    private int _boundCount;
    private int _quantileCount;

    /// <summary>Bounds of the last histogram, as the bits of doubles.</summary>
    public ReadOnlySpan<ulong> Bounds => _boundCount == 0 ? default : _bounds.AsSpan(0, _boundCount);

    /// <summary>Counts of the last histogram: one more than bounds.</summary>
    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, _boundCount + 1);

    public ReadOnlySpan<double> Quantiles => _quantiles.AsSpan(0, _quantileCount);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, _quantileCount);

    /// <summary>The bytes that tell a point's attributes from others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Key(ReadOnlySpan<byte> point, AttributeBlock block, int field) =>
        block.IsScattered ? Gathered(point, field) : block.Of(point);

    public Refusal Read(in OtlpHistogramPoint point)
    {
        _boundCount = point.Bounds.CopyFixed64(_bounds);
        if (_boundCount > Limits.MaxBuckets)
        {
            _boundCount = 0;
            return Refusal.TooManyBuckets;
        }

        var counts = point.BucketCounts.CopyFixed64(MemoryMarshal.Cast<long, ulong>(_counts.AsSpan()));
        if (counts == 0)
        {
            // Without buckets there is the count, all of it above no bound.
            _boundCount = 0;
            _counts[0] = unchecked((long)point.Count);
            return _counts[0] < 0 ? Refusal.InvalidValue : Refusal.None;
        }

        if (counts != _boundCount + 1 || Counts.ContainsAnyInRange(long.MinValue, -1))
        {
            _boundCount = 0;
            return Refusal.InvalidValue;
        }

        return Refusal.None;
    }

    public Refusal Read(in OtlpExponentialPoint point, out ExponentialPoint read)
    {
        read = default;
        var positive = point.Positive;
        var negative = point.Negative;
        var positives = positive.Counts.CopyVarints(MemoryMarshal.Cast<long, ulong>(_counts.AsSpan()));
        var negatives = negative.Counts.CopyVarints(MemoryMarshal.Cast<long, ulong>(_negative.AsSpan()));
        if (positives > Limits.MaxBuckets || negatives > Limits.MaxBuckets)
        {
            return Refusal.TooManyBuckets;
        }

        read = new ExponentialPoint
        {
            Scale = point.Scale,
            ZeroCount = unchecked((long)point.ZeroCount),
            ZeroThreshold = point.ZeroThreshold,
            Sum = point.HasSum ? point.Sum : double.NaN,
            PositiveOffset = positive.Offset,
            Positive = _counts.AsSpan(0, positives),
            NegativeOffset = negative.Offset,
            Negative = _negative.AsSpan(0, negatives),
        };
        var isValid = read.Scale is >= -10 and <= 20 && read.ZeroCount >= 0 && read.ZeroThreshold >= 0
            && IsIndex(positive.Offset, positives) && IsIndex(negative.Offset, negatives)
            && !read.Positive.ContainsAnyInRange(long.MinValue, -1) && !read.Negative.ContainsAnyInRange(long.MinValue, -1);
        return isValid ? Refusal.None : Refusal.InvalidValue;
    }

    public Refusal Read(in OtlpSummaryPoint point)
    {
        _quantileCount = 0;
        foreach (var bytes in point.Quantiles)
        {
            if (_quantileCount == _quantiles.Length)
            {
                return Refusal.TooManyBuckets;
            }

            var quantile = new OtlpQuantile(bytes);
            if (quantile.Quantile is not (>= 0 and <= 1) || Quantiles.Contains(quantile.Quantile))
            {
                return Refusal.InvalidValue;
            }

            _quantiles[_quantileCount] = quantile.Quantile;
            _values[_quantileCount++] = quantile.Value;
        }

        return point.Count > long.MaxValue ? Refusal.InvalidValue : Refusal.None;
    }

    public void Dispose() => _attributes.Dispose();

    /// <summary>Doubles need indices of 31 bits at the highest scale; what is beyond would overflow when it is added up.</summary>
    private static bool IsIndex(int offset, int count) => offset > int.MinValue / 2 && (long)offset + count < int.MaxValue / 2 + 1L;

    private ReadOnlySpan<byte> Gathered(ReadOnlySpan<byte> point, int field)
    {
        _attributes.Clear();
        foreach (var attribute in new ProtoMessages(point, field))
        {
            _attributes.Bytes(field, attribute);
        }

        return _attributes.Written.Span;
    }
}
