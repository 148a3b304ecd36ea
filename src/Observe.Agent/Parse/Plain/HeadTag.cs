using Observe.Agent.Parse.Fields;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>Tags in the head of a line: <c>[error]</c>, <c>[groq]</c>, <c>[1234]</c>, <c>[main]</c>, <c>{source.py:12}</c>.</summary>
internal static class HeadTag
{
    /// <summary>How strongly a tag that names no provider is the category.</summary>
    public const byte Strength = 5;

    private const int MaxLength = 64;

    /// <summary>Reads a tag in brackets; false when what is in them is of the message.</summary>
    public static bool TryRead(ref HeadCursor head, ProviderClassifier providers, LineFields fields)
    {
        var start = head.At + 1;
        var rest = head.Line[start..];
        var length = Nearby.IndexOf(rest, (byte)']');
        if (length is <= 0 or > MaxLength)
        {
            return false;
        }

        if (head.Timed && length + 1 < rest.Length && rest[length + 1] == '@')
        {
            // PostgreSQL's [unknown]@[unknown], before it knows who is there.
            var space = rest[length..].IndexOf((byte)' ');
            head.At += space < 0 ? rest.Length + 1 : length + space + 1;
            return true;
        }

        var tag = rest[..length].Trim((byte)' ');
        if (fields.TagProvider == 0 && providers.FindExact(tag) is not 0 and var exact)
        {
            fields.TagProvider = exact;
        }
        else if (!head.Leveled && HeadLevel.SetApart(tag) is not LogLevel.Unknown and var level)
        {
            head.Take(level, fields);
        }
        else if (!Words.IsName(tag) && !(head.Timed && tag.Length > 0 && char.IsAsciiDigit((char)tag[0])))
        {
            if (!(head.Timed && head.Leveled && IsThread(tag, rest[(length + 1)..])))
            {
                return false;
            }
        }
        else if (fields.TagProvider == 0 && providers.Find(tag) is not 0 and var provider)
        {
            fields.TagProvider = provider;
        }
        else if (!char.IsAsciiDigit((char)tag[0]))
        {
            fields.Category.Offer(start, length, Strength);
        }

        var behind = start + length + 1;
        head.Pass(behind < head.Line.Length && head.Line[behind] == ':' ? behind + 1 : behind);
        return true;
    }

    /// <summary>Airflow's <c>{taskinstance.py:1023}</c>.</summary>
    public static bool TryReadSource(ref HeadCursor head, LineFields fields)
    {
        var rest = head.Line[(head.At + 1)..];
        var close = rest.IndexOf((byte)'}');
        var colon = close is <= 0 or > MaxLength ? -1 : rest[..close].IndexOf((byte)':');
        if (colon <= 0 || !Words.IsName(rest[..colon]))
        {
            return false;
        }

        fields.Category.Offer(head.At + 1, colon, PlainHead.LoggerStrength);
        head.Pass(head.At + close + 2);
        return true;
    }

    /// <summary>Java's thread names have spaces; between a level and a logger nothing else stands in brackets.</summary>
    private static bool IsThread(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> behind)
    {
        var colon = behind.IndexOf(": "u8);
        return tag.Length > 0 && colon > 1 && behind[0] == ' ' && Words.IsName(behind[1..colon]);
    }
}
