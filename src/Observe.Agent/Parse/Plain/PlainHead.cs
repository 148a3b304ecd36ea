using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Plain;

/// <summary>
/// Reads the head of a line of text: priority, time, level, tags, logger, in whatever order loggers write them, up to the
/// first word that belongs to the message. A level is believed only where a head has one, never in the middle of prose.
/// </summary>
internal static class PlainHead
{
    /// <summary>Words that may stand between time and level: host, process, thread, logger.</summary>
    private const int MaxWords = 6;

    /// <summary>How strongly what a head calls its logger or program is the category.</summary>
    public const byte LoggerStrength = 15;

    /// <summary>Reads the head of the line between two places, and returns where its message starts.</summary>
    public static int Read(int start, int end, ProviderClassifier providers, Timestamps timestamps, HeadMemory memory, LineFields fields)
    {
        var bytes = fields.Bytes.AsSpan(0, end);
        if (memory.TryRead(bytes, start, timestamps, fields, out var message))
        {
            return message;
        }

        var head = new HeadCursor(bytes, start);
        HeadPriority.Read(ref head, fields);
        ReadTime(ref head, timestamps, fields);
        ReadWords(ref head, providers, memory, fields);
        return head.Message;
    }

    private static void ReadTime(ref HeadCursor head, Timestamps timestamps, LineFields fields)
    {
        head.SkipSpaces();
        if (BracketHead.TryRead(head.Line, head.At, timestamps, out var bracket))
        {
            fields.UnixMilliseconds = bracket.UnixMilliseconds;
            head.Timed = true;
            head.Take(bracket.Level, fields);
            fields.Category.Offer(bracket.NameStart, bracket.NameLength, LoggerStrength);
            head.Pass(bracket.Behind);
        }
        else if (!TryPassClock(ref head) && HeadTime.TryFind(head.Rest, timestamps, out var time))
        {
            fields.UnixMilliseconds = time.UnixMilliseconds;
            head.Timed = true;
            if (time.LabelLength > 0)
            {
                fields.Category.Offer(head.At, time.LabelLength, LoggerStrength);
            }

            head.At += time.Length;
            head.SkipSpaces();
            head.Message = time.IsMessage ? head.Message : head.At;
        }
    }

    /// <summary>A time of day without its date, bare or in brackets.</summary>
    private static bool TryPassClock(ref HeadCursor head)
    {
        var line = head.Line;
        var inside = !head.IsAtEnd && line[head.At] == '[' ? 1 : 0;
        var clock = Clock.Length(line[(head.At + inside)..]);
        var behind = head.At + clock + (2 * inside);
        if (clock <= 0 || behind >= line.Length || line[behind] != ' ' || (inside == 1 && line[behind - 1] != ']'))
        {
            return false;
        }

        head.Timed = true;
        head.At = behind;
        head.SkipSpaces();
        head.Message = head.At;
        return true;
    }

    private static void ReadWords(ref HeadCursor head, ProviderClassifier providers, HeadMemory memory, LineFields fields)
    {
        var separated = false;
        var first = true;
        var plainWords = 0;
        var start = head.At;
        for (var n = 0; n < MaxWords; n++)
        {
            head.SkipSpaces();
            if (head.IsAtEnd)
            {
                return;
            }

            var b = head.Line[head.At];
            if (b == '[')
            {
                var behindLevel = n == 1 && head.Timed && head.Leveled && !separated;
                if (!HeadTag.TryRead(ref head, providers, fields))
                {
                    return;
                }

                if (behindLevel)
                {
                    memory.Remember(head.Line, start, head.At + 1, fields);
                }

                first = false;
                continue;
            }

            if (b == '{' && head.Timed && !head.Leveled && HeadTag.TryReadSource(ref head, fields))
            {
                continue;
            }

            if (b is (byte)'|' or (byte)'-' or (byte)':' && (head.At + 1 == head.Line.Length || head.Line[head.At + 1] == ' '))
            {
                separated = true;
                head.At++;
                head.Message = head.Leveled ? head.At : head.Message;
                continue;
            }

            if (!HeadWord.TryRead(ref head, fields, first, separated, ref plainWords))
            {
                break;
            }

            first = false;
        }

        while (head.Message < head.Line.Length && head.Line[head.Message] is (byte)' ' or (byte)'\t')
        {
            head.Message++;
        }
    }
}
