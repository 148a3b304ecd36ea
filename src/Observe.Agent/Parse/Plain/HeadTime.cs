using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Plain;

/// <summary>The time of a line of text, and how much of the line's start it takes with what stands before it.</summary>
internal readonly record struct HeadTime(long UnixMilliseconds, int Length, int LabelLength, bool IsMessage)
{
    /// <summary>A time that does not begin the line begins within this many bytes (<c>Start-Date: 2025-…</c>).</summary>
    private const int Within = 32;

    /// <summary>Access logs write addresses and users first.</summary>
    private const int BracketWithin = 128;

    public static bool TryFind(ReadOnlySpan<byte> line, Timestamps timestamps, out HeadTime time)
    {
        time = default;
        if (line.IsEmpty)
        {
            return false;
        }

        if (line[0] == '[')
        {
            return TryBracket(line, 0, timestamps, ref time);
        }

        if (timestamps.TryRead(line, out var milliseconds, out var length))
        {
            time = new HeadTime(milliseconds, length, 0, IsMessage: false);
            return true;
        }

        return TryBehindLabel(line, timestamps, ref time) || TryInside(line, timestamps, ref time);
    }

    private static bool TryBracket(ReadOnlySpan<byte> line, int bracket, Timestamps timestamps, ref HeadTime time)
    {
        var inside = line[(bracket + 1)..];
        if (!timestamps.TryRead(inside, out var milliseconds, out var length) || length >= inside.Length || inside[length] != ']')
        {
            return false;
        }

        time = new HeadTime(milliseconds, bracket + length + 2, 0, IsMessage: false);
        return true;
    }

    /// <summary><c>update-alternatives 2025-06-24 10:11:12: run with</c>, <c>Log started: 2025-06-24  10:11:12</c>.</summary>
    private static bool TryBehindLabel(ReadOnlySpan<byte> line, Timestamps timestamps, ref HeadTime time)
    {
        var at = line[..Math.Min(line.Length, Within)].IndexOfAnyInRange((byte)'0', (byte)'9');
        if (at < 2 || line[at - 1] != ' ' || !timestamps.TryRead(line[at..], out var milliseconds, out var length))
        {
            return false;
        }

        var end = at + length;
        var label = line[..(at - 1)];
        var named = end < line.Length && line[end] == ':' && Words.IsName(label);
        time = new HeadTime(milliseconds, named ? end + 1 : end, named ? label.Length : 0, IsMessage: !named);
        return true;
    }

    /// <summary><c>127.0.0.1 - - [20/Nov/2025:10:11:12 +0000] "GET …"</c>: the time is in the middle of what the line says.</summary>
    private static bool TryInside(ReadOnlySpan<byte> line, Timestamps timestamps, ref HeadTime time)
    {
        var bracket = line[..Math.Min(line.Length, BracketWithin)].IndexOf((byte)'[');
        if (bracket < 0 || !TryBracket(line, bracket, timestamps, ref time))
        {
            return false;
        }

        time = time with { Length = line.Length, IsMessage = true };
        return true;
    }
}
