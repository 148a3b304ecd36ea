using System.Globalization;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>Durations as people write them: <c>5s</c>, <c>500ms</c>, <c>1m30s</c>, <c>00:00:05</c>.</summary>
internal static class Duration
{
    public static bool TryParse(string text, out TimeSpan value)
    {
        // TimeSpan.Parse takes a bare "5" for five days; only a form with colons goes there.
        if (text.Contains(':'))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && value >= TimeSpan.Zero;
        }

        value = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        decimal ticks = 0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAny("0123456789.");
            var unit = letters < 0 ? rest : rest[..letters];
            var ticksPerUnit = TicksPer(unit);
            if (ticksPerUnit == 0 || number > TimeSpan.MaxValue.Ticks / ticksPerUnit)
            {
                return false;
            }

            ticks += number * ticksPerUnit;
            rest = rest[unit.Length..];
        }

        if (ticks > TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        value = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>The shortest form that <see cref="TryParse"/> reads back exactly.</summary>
    public static string Format(TimeSpan value) => value.Ticks switch
    {
        0 => "0s",
        var t when t % TimeSpan.TicksPerDay == 0 => $"{t / TimeSpan.TicksPerDay}d",
        var t when t % TimeSpan.TicksPerHour == 0 => $"{t / TimeSpan.TicksPerHour}h",
        var t when t % TimeSpan.TicksPerMinute == 0 => $"{t / TimeSpan.TicksPerMinute}m",
        var t when t % TimeSpan.TicksPerSecond == 0 => $"{t / TimeSpan.TicksPerSecond}s",
        var t when t % TimeSpan.TicksPerMillisecond == 0 => $"{t / TimeSpan.TicksPerMillisecond}ms",
        _ => value.ToString("c", CultureInfo.InvariantCulture),
    };

    private static long TicksPer(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        "d" => TimeSpan.TicksPerDay,
        _ => 0,
    };
}
