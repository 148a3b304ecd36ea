using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>RFC 5424: <c>&lt;165&gt;1 2003-10-11T22:14:15.003Z host app procid msgid [id key="value"] message</c>.</summary>
internal sealed class Syslog5424Format(Timestamps timestamps, KeyValues pairs) : ILineFormat
{
    public LogFormat Format => LogFormat.Syslog5424;

    public bool MayBeginWith(byte first) => first == '<';

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        var line = fields.Bytes.AsSpan(0, end);
        if (record.HeadLength < 8 || line[record.Start] != '<')
        {
            return false;
        }

        var at = Numbers.Read(line, record.Start + 1, out var priority);
        if (at < 0 || at + 3 > end || line[at] != '>' || line[at + 1] != '1' || line[at + 2] != ' ' || priority is not { IsNegative: false, Whole: < 192 })
        {
            return false;
        }

        // Time, host, app, process, message id: words, or a dash for none.
        at += 3;
        Span<Range> words = stackalloc Range[5];
        for (var i = 0; i < words.Length; i++)
        {
            var space = line[at..].IndexOf((byte)' ');
            if (space <= 0)
            {
                return false;
            }

            words[i] = at..(at + space);
            at += space + 1;
        }

        fields.Level = Levels.FromSyslog(priority.Whole & 7);
        fields.UnixMilliseconds = timestamps.Read(line[words[0]]);
        if (!line[words[2]].SequenceEqual("-"u8))
        {
            fields.Category.Offer(words[2].Start.Value, words[2].End.Value - words[2].Start.Value, 15);
        }

        at = ReadStructuredData(line, at, fields);
        fields.Message.Offer(at, end - at, 1);
        pairs.Read(at, end, fields);
        return true;
    }

    /// <summary>Hands the parameters on, and returns where the message starts.</summary>
    private static int ReadStructuredData(ReadOnlySpan<byte> line, int at, LineFields fields)
    {
        while (at < line.Length && line[at] == '[')
        {
            at++;
            while (at < line.Length && line[at] != ']')
            {
                while (at < line.Length && line[at] is not ((byte)' ' or (byte)'=' or (byte)']'))
                {
                    at++;
                }

                if (at < line.Length && line[at] == '=')
                {
                    var start = at;
                    while (start > 0 && line[start - 1] is not ((byte)' ' or (byte)'['))
                    {
                        start--;
                    }

                    var value = PairValue.Read(line, at + 1, prose: false);
                    fields.GiveText(FieldNames.Root.Find(line[start..at]), value.Start, value.Length, value.Escaped);
                    at = value.Next;
                }
                else if (at < line.Length && line[at] == ' ')
                {
                    at++;
                }
            }

            at = Math.Min(at + 1, line.Length);
        }

        at = at < line.Length && line[at] == '-' ? at + 1 : at;
        at = at < line.Length && line[at] == ' ' ? at + 1 : at;

        // A byte order mark says that the message is UTF-8.
        return line[at..].StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? at + 3 : at;
    }
}
