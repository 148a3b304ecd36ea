using System.Runtime.CompilerServices;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>How far the head of a line is read, and what was met in it so far.</summary>
internal ref struct HeadCursor(ReadOnlySpan<byte> line, int start)
{
    /// <summary>Up to the end of what may be read.</summary>
    public readonly ReadOnlySpan<byte> Line = line;

    /// <summary>Where to read on.</summary>
    public int At = start;

    /// <summary>Where the message starts if no further word turns out to be of the head.</summary>
    public int Message = start;

    public bool Timed;

    /// <summary>The level stood in a word; a priority does not end the head.</summary>
    public bool Leveled;

    public readonly bool IsAtEnd => At >= Line.Length;

    public readonly ReadOnlySpan<byte> Rest => Line[At..];

    /// <summary>Reads on behind a part of the head; the message starts there, too, if nothing else follows.</summary>
    public void Pass(int behind) => At = Message = behind;

    /// <summary>A word wins over a priority, which is what a daemon gives all it collects.</summary>
    public void Take(LogLevel level, LineFields fields)
    {
        fields.Level = level;
        Leveled = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipSpaces()
    {
        var at = At;
        while ((uint)at < (uint)Line.Length && Line[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        At = at;
    }

    /// <summary>Whether a dash, bar or colon stands between spaces there.</summary>
    public readonly bool IsSeparator(int at) => at + 2 < Line.Length && Line[at] == ' ' && Line[at + 2] == ' '
        && Line[at + 1] is (byte)'-' or (byte)'|' or (byte)':';
}
