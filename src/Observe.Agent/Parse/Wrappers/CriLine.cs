namespace Observe.Agent.Parse.Wrappers;

/// <summary>A line of a CRI runtime: time, stream, <c>F</c> for a whole line or <c>P</c> for a part of one, content.</summary>
internal readonly record struct CriLine(int Start, bool IsCut, int TimeLength)
{
    private const int LongestTime = 36;

    public static bool TryRead(ReadOnlySpan<byte> line, out CriLine read)
    {
        read = default;
        if (line.Length < 30 || line[4] != '-' || line[10] != 'T')
        {
            return false;
        }

        var time = line[..Math.Min(line.Length, LongestTime)].IndexOf((byte)' ');
        if (time < 20 || (!line[(time + 1)..].StartsWith("stdout "u8) && !line[(time + 1)..].StartsWith("stderr "u8)))
        {
            return false;
        }

        // Tags are separated by colons; the first one says whether the line is whole.
        var tag = time + 8;
        var end = line[tag..].IndexOf((byte)' ');
        end = end < 0 ? line.Length : tag + end;
        if (end == tag || line[tag] is not ((byte)'F' or (byte)'P') || (end > tag + 1 && line[tag + 1] != ':'))
        {
            return false;
        }

        read = new CriLine(Math.Min(end + 1, line.Length), line[tag] == 'P', time);
        return true;
    }
}
