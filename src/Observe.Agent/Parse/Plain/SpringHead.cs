namespace Observe.Agent.Parse.Plain;

/// <summary>What Spring Boot writes behind the level: <c>12345 --- [app] [main] c.e.MyApp : message</c>.</summary>
internal static class SpringHead
{
    public static bool TryRead(ReadOnlySpan<byte> line, int at, out int logger, out int length, out int message)
    {
        logger = length = message = 0;
        var dashes = at < line.Length && char.IsAsciiDigit((char)line[at]) ? line[at..].IndexOf(" --- ["u8) : -1;
        if (dashes is < 1 or > 10 || !Words.IsNumber(line.Slice(at, dashes)))
        {
            return false;
        }

        at += dashes + 5;
        while (at < line.Length && line[at] is (byte)'[' or (byte)' ')
        {
            var close = line[at] == ' ' ? 0 : line[at..].IndexOf((byte)']');
            if (close < 0)
            {
                return false;
            }

            at += close + 1;
        }

        var end = line[at..].IndexOf((byte)' ');
        var colon = line[at..].IndexOf(": "u8);
        if (end <= 0 || colon < end || !line.Slice(at + end, colon - end).Trim((byte)' ').IsEmpty)
        {
            return false;
        }

        logger = at;
        length = end;
        message = at + colon + 2;
        return true;
    }
}
