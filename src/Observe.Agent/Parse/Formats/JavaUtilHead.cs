using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Formats;

/// <summary>The first line of a record of java.util.logging: <c>Nov 20, 2025 10:11:12 AM com.acme.Shop order</c>.</summary>
internal static class JavaUtilHead
{
    public static bool Is(ReadOnlySpan<byte> line) => TryRead(line, out _, out _);

    /// <param name="behind">Where class and method start.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, out long milliseconds, out int behind)
    {
        milliseconds = 0;
        behind = 0;
        var comma = line[..Math.Min(line.Length, 7)].IndexOf((byte)',');
        if (comma < 5 || line.Length < comma + 18 || line[3] != ' ' || NamedMonths.Month(line[..3]) is 0 or > 12
            || !Timestamps.TwoDigits(line, comma + 2, out var century) || !Timestamps.TwoDigits(line, comma + 4, out var year) || line[comma + 6] != ' ')
        {
            return false;
        }

        var day = Numbers.Read(line, 4, out var number) == comma ? (int)number.AsCount(31) : -1;
        var at = comma + 7;
        var colon = line[at..].IndexOf((byte)':');
        if (colon is < 1 or > 2 || Numbers.Read(line, at, out var hours) != at + colon || line.Length < at + colon + 9
            || !Timestamps.TwoDigits(line, at + colon + 1, out var minutes) || !Timestamps.TwoDigits(line, at + colon + 4, out var seconds)
            || line[at + colon + 6] != ' ' || line[at + colon + 8] != 'M' || line[at + colon + 7] is not ((byte)'A' or (byte)'P'))
        {
            return false;
        }

        var hour = (hours.AsCount(12) % 12) + (line[at + colon + 7] == 'P' ? 12 : 0);
        behind = Math.Min(at + colon + 10, line.Length);
        var time = (((((int)hour * 60) + minutes) * 60) + seconds) * 1000;
        return Calendar.TryDay((century * 100) + year, NamedMonths.Month(line[..3]), day, time, out milliseconds);
    }
}
