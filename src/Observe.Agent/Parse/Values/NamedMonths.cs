namespace Observe.Agent.Parse.Values;

/// <summary>
/// Times that name their month: syslog's <c>Nov 21 07:30:51</c>, Apache's <c>20/Nov/2025:10:11:12 +0000</c>, ctime's
/// <c>Sun Dec 04 04:47:44 2005</c>, RFC 1123's <c>Sun, 04 Dec 2005 04:47:44 GMT</c>.
/// </summary>
internal sealed class NamedMonths(TimeProvider clock)
{
    private static readonly FoldedTable<byte> Months = new(
        new[] { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" }
            .Select((name, i) => KeyValuePair.Create(name, (byte)(i + 1))));

    private static readonly FoldedTable<byte> Weekdays = new(
        new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }.Select(name => KeyValuePair.Create(name, (byte)1)));

    /// <summary>1 to 12; 0 when the word is no month's short name.</summary>
    public static int Month(ReadOnlySpan<byte> name) => Months.Find(name);

    public bool TryRead(ReadOnlySpan<byte> text, out long milliseconds, out int length)
    {
        milliseconds = 0;
        length = 0;
        var at = 0;
        if (Weekdays.Find(text[..3]) != 0)
        {
            at = text[3] == ',' ? 5 : 4;
        }

        return (uint)(text[at] - '0') <= 9
            ? TryDayFirst(text, at, out milliseconds, out length)
            : TryMonthFirst(text, at, out milliseconds, out length);
    }

    /// <summary><c>20/Nov/2025:10:11:12 +0000</c> and <c>04 Dec 2005 04:47:44 GMT</c>.</summary>
    private static bool TryDayFirst(ReadOnlySpan<byte> text, int at, out long milliseconds, out int length)
    {
        milliseconds = 0;
        length = 0;
        if (text.Length < at + 20 || !Timestamps.TwoDigits(text, at, out var day) || text[at + 2] is not ((byte)'/' or (byte)' ')
            || text[at + 6] != text[at + 2] || text[at + 11] is not ((byte)':' or (byte)' ')
            || !Timestamps.TwoDigits(text, at + 7, out var century) || !Timestamps.TwoDigits(text, at + 9, out var year))
        {
            return false;
        }

        var month = Months.Find(text.Slice(at + 3, 3));
        return TryClock(text, (century * 100) + year, month, day, at + 12, out milliseconds, out length);
    }

    /// <summary><c>Nov 21 07:30:51</c>, the year behind it or the one that puts the time nearest to now.</summary>
    private bool TryMonthFirst(ReadOnlySpan<byte> text, int at, out long milliseconds, out int length)
    {
        milliseconds = 0;
        length = 0;
        if (text.Length < at + 15 || text[at + 3] != ' ' || Months.Find(text.Slice(at, 3)) is not (> 0 and var month))
        {
            return false;
        }

        var day = text[at + 5] - '0';
        if ((uint)day > 9 || (text[at + 4] != ' ' && !Timestamps.TwoDigits(text, at + 4, out day)) || text[at + 6] != ' ')
        {
            return false;
        }

        var behind = at + 15;
        Timestamps.ReadFraction(text, ref behind);
        if (behind + 5 <= text.Length && text[behind] == ' '
            && Timestamps.TwoDigits(text, behind + 1, out var century) && Timestamps.TwoDigits(text, behind + 3, out var year)
            && century is 19 or 20 && (behind + 5 == text.Length || (uint)(text[behind + 5] - '0') > 9))
        {
            length = behind + 5;
            return TryClock(text, (century * 100) + year, month, day, at + 7, out milliseconds, out _);
        }

        var now = clock.GetUtcNow();
        var read = TryClock(text, now.Year, month, day, at + 7, out milliseconds, out length);

        // December's lines are read in January; a clock may run ahead by a day.
        if (!read || milliseconds > now.ToUnixTimeMilliseconds() + 86_400_000)
        {
            read = TryClock(text, now.Year - 1, month, day, at + 7, out milliseconds, out length);
        }

        return read;
    }

    private static bool TryClock(ReadOnlySpan<byte> text, int year, int month, int day, int at, out long milliseconds, out int length)
    {
        milliseconds = 0;
        length = 0;
        if (text.Length < at + 8 || text[at + 2] != ':' || text[at + 5] != ':' || !Timestamps.TwoDigits(text, at, out var hours)
            || !Timestamps.TwoDigits(text, at + 3, out var minutes) || !Timestamps.TwoDigits(text, at + 6, out var seconds) || seconds > 60
            || !Calendar.TryMinute(year, month, day, hours, minutes, out var minute))
        {
            return false;
        }

        at += 8;
        milliseconds = minute + (seconds * 1000) + Timestamps.ReadFraction(text, ref at);
        milliseconds -= Timestamps.ReadZone(text, ref at) * 60_000L;
        length = at;
        return milliseconds is > 0 and <= Epochs.Latest;
    }
}
