namespace Observe.Agent.Parse.Values;

/// <summary>Dates to milliseconds since 1970, refusing what is no date.</summary>
internal static class Calendar
{
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
}
