namespace Observe.Agent.Parse.Values;

/// <summary>Dates to milliseconds since 1970, refusing what is no date.</summary>
internal static class Calendar
{
    /// <summary>A clock may run ahead by as much.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    public static bool TryMinute(int year, int month, int day, int hours, int minutes, out long milliseconds)
    {
        milliseconds = 0;
        if (year is < 1970 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        milliseconds = (new DateTime(year, month, day, hours, minutes, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks)
            / TimeSpan.TicksPerMillisecond;
        return true;
    }

    /// <param name="time">Milliseconds since midnight.</param>
    public static bool TryDay(int year, int month, int day, int time, out long milliseconds)
    {
        var read = TryMinute(year, month, day, 0, 0, out milliseconds);
        milliseconds = read ? milliseconds + time : 0;
        return read;
    }

    /// <summary>A date without a year: this year's, or last year's when that is still to come. December's lines are read in January.</summary>
    public static bool TryNearest(DateTimeOffset now, int month, int day, int time, out long milliseconds) =>
        (TryDay(now.Year, month, day, time, out milliseconds) && milliseconds <= (now + Ahead).ToUnixTimeMilliseconds())
        || TryDay(now.Year - 1, month, day, time, out milliseconds);
}
