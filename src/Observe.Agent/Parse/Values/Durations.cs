namespace Observe.Agent.Parse.Values;

/// <summary>Reads durations as whole microseconds: <c>1.5s</c>, <c>120ms</c>, <c>2m3s</c> (Go), <c>00:00:01.5</c> (.NET), bare numbers.</summary>
internal static class Durations
{
    private static readonly FoldedTable<Unit> Units = new(new (Unit Unit, string[] Names)[]
    {
        (Unit.Nanoseconds, ["ns", "nsec", "nanos", "nanoseconds"]),
        (Unit.Microseconds, ["us", "µs", "μs", "usec", "micros", "microseconds"]),
        (Unit.Milliseconds, ["ms", "msec", "msecs", "millis", "milliseconds"]),
        (Unit.Seconds, ["s", "sec", "secs", "second", "seconds"]),
        (Unit.Minutes, ["m", "min", "mins", "minute", "minutes"]),
        (Unit.Hours, ["h", "hr", "hour", "hours"]),
    }.SelectMany(u => u.Names, (u, name) => KeyValuePair.Create(name, u.Unit)));

    public enum Unit : byte
    {
        None,
        Nanoseconds,
        Microseconds,
        Milliseconds,
        Seconds,
        Minutes,
        Hours,
    }

    public static long ToMicroseconds(in Number number, Unit unit) => unit switch
    {
        Unit.Nanoseconds => number.Whole / 1000,
        Unit.Microseconds => number.Whole,
        Unit.Milliseconds => number.Thousandfold,
        Unit.Seconds => number.Millionfold,
        Unit.Minutes => Times(number.Millionfold, 60),
        _ => Times(number.Millionfold, 3600),
    };

    /// <summary>Reads a text that is a duration and nothing else; a number alone is in <paramref name="unit"/>. Negative ones are refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, Unit unit, out long microseconds)
    {
        microseconds = 0;
        var at = Numbers.Read(text, 0, out var number);
        if (at < 0 || number.IsNegative)
        {
            return false;
        }

        if (at == text.Length)
        {
            microseconds = ToMicroseconds(number, unit);
            return true;
        }

        var only = text[at..] is [(byte)'s'] ? Unit.Seconds : Units.Find(text[at..]);
        if (only != Unit.None)
        {
            microseconds = ToMicroseconds(number, only);
            return true;
        }

        return IsClock(text, at) ? TryReadClock(text, out microseconds) : TryReadUnits(text, at, number, ref microseconds);
    }

    /// <summary>Go and people: number and unit, again and again, spaces between them allowed.</summary>
    private static bool TryReadUnits(ReadOnlySpan<byte> text, int at, Number number, ref long microseconds)
    {
        while (true)
        {
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            var start = at;
            while (at < text.Length && (text[at] >= 0x80 || char.IsAsciiLetter((char)text[at])))
            {
                at++;
            }

            var unit = Units.Find(text[start..at]);
            if (unit == Unit.None)
            {
                return false;
            }

            microseconds = Add(microseconds, ToMicroseconds(number, unit));
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            if (at == text.Length)
            {
                return true;
            }

            at = Numbers.Read(text, at, out number);
            if (at < 0 || number.IsNegative)
            {
                return false;
            }
        }
    }

    private static bool IsClock(ReadOnlySpan<byte> text, int at) =>
        text[at] == ':' || (text.Contains((byte)':') && text[..at].Contains((byte)'.'));

    /// <summary>.NET's <c>[d.]hh:mm:ss[.fffffff]</c>, and <c>mm:ss</c> with a fraction.</summary>
    private static bool TryReadClock(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        long days = 0;
        var colon = text.IndexOf((byte)':');
        var dot = text[..colon].IndexOf((byte)'.');
        if (dot >= 0)
        {
            if (!Numbers.TryReadAll(text[..dot], out var d))
            {
                return false;
            }

            days = d.Whole;
            text = text[(dot + 1)..];
        }

        long seconds = 0;
        for (var parts = 0; parts < 3; parts++)
        {
            colon = text.IndexOf((byte)':');
            var part = colon < 0 ? text : text[..colon];
            if (!Numbers.TryReadAll(part, out var number) || number.IsNegative || number.Whole > 99_999)
            {
                return false;
            }

            seconds = (seconds * 60) + number.Whole;
            if (colon < 0)
            {
                microseconds = Add(Times(days, 86_400_000_000), (seconds * 1_000_000) + number.Millionths);
                return parts > 0;
            }

            text = text[(colon + 1)..];
        }

        return false;
    }

    private static long Times(long value, long factor) => value > long.MaxValue / factor ? long.MaxValue : value * factor;

    private static long Add(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
