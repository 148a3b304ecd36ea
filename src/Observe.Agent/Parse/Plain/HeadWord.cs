using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>A word in the head of a line: level, process, host or logger.</summary>
internal static class HeadWord
{
    /// <summary>False when the word is of the message, or the last one of the head.</summary>
    /// <param name="first">Whether no tag or word stands before it but a time.</param>
    /// <param name="separated">Whether a separator stands before it.</param>
    /// <param name="plainWords">Words of plain language that were met.</param>
    public static bool TryRead(ref HeadCursor head, LineFields fields, bool first, bool separated, ref int plainWords)
    {
        var rest = head.Rest;
        var length = Nearby.IndexOf(rest, (byte)' ');
        var word = length < 0 ? rest : rest[..length];
        word = word.IndexOf((byte)'\t') is > 0 and var tab ? word[..tab] : word;
        var colon = word[^1] == ':';
        var name = colon ? word[..^1] : word;
        if (head.Leveled)
        {
            HeadLogger.Read(ref head, fields, name, word.Length, colon);
            return false;
        }

        var level = colon || separated ? HeadLevel.SetApart(name) : HeadLevel.Bare(name, first && head.Timed);
        if (level != LogLevel.Unknown)
        {
            head.Take(level, fields);
            head.Pass(head.At + word.Length);
            return true;
        }

        return TryReadPythonHead(ref head, fields, word) || TryPass(ref head, fields, name, word.Length, colon, ref plainWords);
    }

    /// <summary>Python's default head, <c>WARNING:root:text</c>.</summary>
    private static bool TryReadPythonHead(ref HeadCursor head, LineFields fields, ReadOnlySpan<byte> word)
    {
        var colon = word.IndexOf((byte)':');
        if (colon < 3 || !Words.IsUpper(word[..colon]) || Levels.FromWord(word[..colon]) is LogLevel.Unknown)
        {
            return false;
        }

        head.Take(Levels.FromWord(word[..colon]), fields);
        var logger = word[(colon + 1)..];
        var length = logger.IndexOf((byte)':');
        head.Message = head.At + colon + 1;
        if (length > 0 && Words.IsName(logger[..length]))
        {
            fields.Category.Offer(head.Message, length, PlainHead.LoggerStrength);
            head.Message += length + 1;
        }

        head.At = head.Line.Length;
        return true;
    }

    /// <summary>A word that may stand before the level. Two words of plain language are prose.</summary>
    private static bool TryPass(ref HeadCursor head, LineFields fields, ReadOnlySpan<byte> name, int length, bool colon, ref int plainWords)
    {
        if (head.Timed && char.IsAsciiDigit((char)head.Line[head.At]))
        {
            head.At += length;
            return true;
        }

        // Behind a program's name a further word with a colon is what it says.
        var bare = HeadLogger.WithoutNumber(name);
        if (!Words.IsName(bare) || (!head.Timed && !colon) || (colon && fields.Category.Strength == PlainHead.LoggerStrength))
        {
            return false;
        }

        if (!colon && !Words.IsMadeUp(bare) && (plainWords++ > 0 || char.IsAsciiLetterUpper((char)bare[0])))
        {
            return false;
        }

        if (head.Timed && colon && !Words.IsUpper(bare) && (Words.IsMadeUp(bare) || !char.IsAsciiLetterUpper((char)bare[0])))
        {
            fields.Category.Offer(head.At, bare.Length, PlainHead.LoggerStrength);
            head.Message = head.At + length;
        }
        else if ((colon && !head.Timed && NextIsLevel(head, length)) || (head.Timed && head.IsSeparator(head.At + length)))
        {
            fields.Category.Offer(head.At, bare.Length, PlainHead.LoggerStrength);
        }

        head.At += length;
        return true;
    }

    private static bool NextIsLevel(in HeadCursor head, int length)
    {
        var rest = head.Line[Math.Min(head.At + length + 1, head.Line.Length)..];
        var colon = rest[..Math.Min(rest.Length, 16)].IndexOf((byte)':');
        return colon > 0 && HeadLevel.SetApart(rest[..colon]) != LogLevel.Unknown;
    }
}
