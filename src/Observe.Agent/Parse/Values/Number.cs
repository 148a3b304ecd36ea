namespace Observe.Agent.Parse.Values;

/// <summary>A number found in a log: whole part and millionths, with the sign apart. Larger ones are saturated.</summary>
internal readonly record struct Number(long Whole, int Millionths, bool IsNegative)
{
    /// <summary>Where whole parts are saturated: far above any count, time or duration that means something.</summary>
    public const long MaxWhole = 9_000_000_000_000_000_000;

    /// <summary>The number as a count of at most <paramref name="limit"/>; -1 when it is negative or larger, hence not meant.</summary>
    public long AsCount(long limit) => IsNegative || Whole > limit ? -1 : Whole;

    /// <summary>The number times a thousand, saturated; the sign is dropped.</summary>
    public long Thousandfold => Whole <= long.MaxValue / 1_000_000 ? (Whole * 1000) + (Millionths / 1000) : Saturated(1000);

    /// <summary>The number times a million, saturated; the sign is dropped.</summary>
    public long Millionfold => Whole < long.MaxValue / 1_000_000 ? (Whole * 1_000_000) + Millionths : Saturated(1_000_000);

    private long Saturated(long factor) => Whole >= long.MaxValue / factor ? long.MaxValue : Whole * factor;
}
