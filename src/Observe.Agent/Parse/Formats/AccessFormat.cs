using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;
using Unit = Observe.Agent.Parse.Values.Durations.Unit;

namespace Observe.Agent.Parse.Formats;

/// <summary>
/// Access logs of nginx, Apache and what imitates them: <c>host ident user [time] "request" status bytes …</c>. The status is
/// the level; a last word like <c>0.123</c> is nginx's <c>$request_time</c>.
/// </summary>
internal sealed class AccessFormat(Timestamps timestamps, KeyValues pairs) : ILineFormat
{
    /// <summary>Host, ident and user stand in front of the time.</summary>
    private const int TimeWithin = 256;

    private static readonly FieldKey Status = new(Field.Status, 40, 0, Scope.Skip);
    private static readonly FieldKey Latency = new(Field.Latency, 20, (byte)Unit.Seconds, Scope.Skip);

    public LogFormat Format => LogFormat.Access;

    public bool MayBeginWith(byte first) => char.IsAsciiLetterOrDigit((char)first) || first is (byte)':' or (byte)'-';

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        var line = fields.Bytes.AsSpan(0, end);
        var bracket = line.Slice(record.Start, Math.Min(record.HeadLength, TimeWithin)).IndexOf(" ["u8);
        if (bracket <= 0 || !line.Slice(record.Start, bracket).Contains((byte)' '))
        {
            return false;
        }

        var at = record.Start + bracket + 2;
        if (!timestamps.TryRead(line[at..], out var milliseconds, out var length) || !line[(at + length)..].StartsWith("] \""u8))
        {
            return false;
        }

        var request = at + length + 2;
        var quote = QuoteEnd(line, request + 1);
        if (quote < 0 || quote + 5 > end || line[quote + 1] != ' ' || Numbers.Read(line, quote + 2, out var status) is var behind
            && (behind != quote + 5 || status.IsNegative || (behind < end && line[behind] != ' ')))
        {
            return false;
        }

        fields.UnixMilliseconds = milliseconds;
        fields.GiveNumber(Status, status);
        fields.Message.Offer(request, end - request, 1);
        pairs.Read(quote, end, fields);
        GiveLastWord(line[behind..], fields);
        return true;
    }

    private static void GiveLastWord(ReadOnlySpan<byte> rest, LineFields fields)
    {
        var word = rest[(rest.LastIndexOf((byte)' ') + 1)..].Trim((byte)'"');
        if (word.Contains((byte)'.') && Numbers.TryReadAll(word, out var seconds))
        {
            fields.GiveNumber(Latency, seconds);
        }
    }

    private static int QuoteEnd(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length)
        {
            var stop = line[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0)
            {
                return -1;
            }

            at += stop;
            if (line[at] == '"')
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }
}
