namespace Observe.Agent.Parse.Values;

/// <summary>Times as numbers since 1970; the magnitude tells seconds, milliseconds, microseconds and nanoseconds apart.</summary>
internal static class Epochs
{
    /// <summary>The end of year 9999, in milliseconds.</summary>
    public const long Latest = 253_402_300_799_999;

    /// <summary>Milliseconds since 1970, or 0 when the number can be no time (seconds below 1973 are taken for something else).</summary>
    public static long ToMilliseconds(in Number number) => number.IsNegative
        ? 0
        : number.Whole switch
        {
            < 100_000_000 => 0,
            < 100_000_000_000 => number.Thousandfold,
            < 100_000_000_000_000 => number.Whole,
            < 100_000_000_000_000_000 => number.Whole / 1000,
            < Number.MaxWhole => number.Whole / 1_000_000,
            _ => 0,
        };
}
