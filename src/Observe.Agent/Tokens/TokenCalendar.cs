namespace Observe.Agent.Tokens;

/// <summary>
/// Hours, days and months of the clock in one time zone, as spans of Unix milliseconds. Every moment lies in exactly one hour,
/// every hour in exactly one day, every day in one month, whatever summer time does.
/// </summary>
internal sealed class TokenCalendar(TimeZoneInfo zone)
{
    private const long Minute = 60_000;
    private const long HourLength = 60 * Minute;

    /// <summary>No clock is farther from UTC.</summary>
    private const long FarthestOffset = 26 * HourLength;

    public TimeZoneInfo Zone => zone;

    public Span HourOf(long at)
    {
        // An hour of the clock; where the clock is set within it, it ends or begins there.
        var offset = OffsetAt(at);
        var start = FloorTo(at + offset, HourLength) - offset;
        var end = start + HourLength;
        return new Span(OffsetAt(start) == offset ? start : Change(start, at), OffsetAt(end - 1) == offset ? end : Change(at, end - 1));
    }

    /// <summary>The date that the clock shows.</summary>
    public DateOnly DateOf(long at) => DateOnly.FromDateTime(ClockAt(at));

    public Span DayOf(long at)
    {
        var date = DateOf(at);
        return new Span(StartOf(date), StartOf(date.AddDays(1)));
    }

    public Span MonthOf(long at)
    {
        var date = DateOf(at);
        var first = new DateOnly(date.Year, date.Month, 1);
        return new Span(StartOf(first), StartOf(first.AddMonths(1)));
    }

    /// <summary>A moment as the clock shows it, with its offset.</summary>
    public DateTimeOffset ClockTime(long at) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone);

    /// <summary>The first moment of a date; of one that the time zone left out, the first moment after it.</summary>
    private long StartOf(DateOnly date)
    {
        var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        var (before, from) = (midnight - FarthestOffset, midnight + FarthestOffset);
        while (from - before > 1)
        {
            var middle = before + ((from - before) / 2);
            (before, from) = DateOf(middle) < date ? (middle, from) : (before, middle);
        }

        return from;
    }

    private DateTime ClockAt(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at + OffsetAt(at)).DateTime;

    private long OffsetAt(long at) => (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(at)).TotalMilliseconds;

    /// <summary>The first moment with the later offset, where the offsets of the two moments differ.</summary>
    private long Change(long before, long after)
    {
        var offset = OffsetAt(before);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            (before, after) = OffsetAt(middle) == offset ? (middle, after) : (before, middle);
        }

        return after;
    }

    private static long FloorTo(long value, long unit) => value - (((value % unit) + unit) % unit);

    /// <summary>From <c>Start</c> on, before <c>End</c>.</summary>
    public readonly record struct Span(long Start, long End)
    {
        public bool Contains(long at) => at >= Start && at < End;
    }
}
