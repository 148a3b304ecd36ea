namespace Observe.Agent.Parse.Values;

/// <summary>A number found in a log: whole part and millionths, with the sign apart. Larger ones are saturated.</summary>
internal readonly record struct Number(long Whole, int Millionths, bool IsNegative)
{
    /// <summary>Where whole parts are saturated: far above any count, time or duration that means something.</summary>
    public const long MaxWhole = 9_000_000_000_000_000_000;

    /// <summary>The number as a count of at most <paramref name="limit"/>; -1 when it is negative or larger, hence not meant.</summary>
    public long AsCount(long limit) => IsNegative || Whole > limit ? -1 : Whole;

    /// <summary>The number times <paramref name="scale"/> (a power of ten up to a million), saturated; the sign is dropped.</summary>
    public long Scaled(int scale)
    {
        var fraction = (long)Millionths * scale / 1_000_000;
        return Whole > (long.MaxValue - fraction) / scale ? long.MaxValue : (Whole * scale) + fraction;
    }
}
