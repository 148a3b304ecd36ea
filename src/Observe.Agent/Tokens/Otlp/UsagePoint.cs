using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Tokens.Otlp;

/// <summary>A point of a metric of tokens. Times are Unix nanoseconds.</summary>
internal readonly ref struct UsagePoint
{
    private const int NoRecordedValue = 1;

    public UsagePoint(OtlpMetricKind kind, ReadOnlySpan<byte> message)
    {
        double value;
        bool hasValue;
        OtlpPointFlags flags;
        (ulong Start, ulong Time) times;
        switch (kind)
        {
            case OtlpMetricKind.Histogram:
                var histogram = new OtlpHistogramPoint(message);
                (value, hasValue, flags, times) = (histogram.Sum, histogram.HasSum, histogram.Flags, (histogram.Start, histogram.Time));
                Attributes = histogram.Attributes;
                break;
            case OtlpMetricKind.ExponentialHistogram:
                var exponential = new OtlpExponentialPoint(message);
                (value, hasValue, flags, times) = (exponential.Sum, exponential.HasSum, exponential.Flags, (exponential.Start, exponential.Time));
                Attributes = exponential.Attributes;
                break;
            default:
                var number = new OtlpNumberPoint(message);
                (value, hasValue, flags, times) = (number.Double, number.HasValue, number.Flags, (number.Start, number.Time));
                Attributes = number.Attributes;
                break;
        }

        (Start, Time) = ((long)Math.Min(times.Start, long.MaxValue), (long)Math.Min(times.Time, long.MaxValue));
        IsValid = hasValue && ((int)flags & NoRecordedValue) == 0 && value is >= 0 and <= MaxTotal;
        Value = IsValid ? (long)Math.Round(value) : 0;
    }

    /// <summary>Above this a double does not hold every whole number.</summary>
    public const double MaxTotal = 1L << 53;

    public long Start { get; }

    public long Time { get; }

    public long Value { get; }

    public bool IsValid { get; }

    public OtlpAttributes Attributes { get; }
}
