namespace Observe.Agent.Parse.Values;

/// <summary>A time of day without a date, <c>10:11:12.345</c>: marks a head, but says no time.</summary>
internal static class Clock
{
    /// <summary>How many bytes at the start of the text are a time of day; 0 when none are.</summary>
    public static int Length(ReadOnlySpan<byte> text) => TryRead(text, out _, out var length) ? length : 0;

    public static bool TryRead(ReadOnlySpan<byte> text, out int milliseconds, out int length)
    {
        milliseconds = 0;
        length = 0;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':' || !Timestamps.TwoDigits(text, 0, out var hours)
            || !Timestamps.TwoDigits(text, 3, out var minutes) || !Timestamps.TwoDigits(text, 6, out var seconds)
            || hours > 23 || minutes > 59 || seconds > 60)
        {
            return false;
        }

        var at = 8;
        milliseconds = (((((hours * 60) + minutes) * 60) + seconds) * 1000) + Timestamps.ReadFraction(text, ref at);
        length = at;
        return true;
    }
}
