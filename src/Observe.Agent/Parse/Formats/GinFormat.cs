using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;
using Unit = Observe.Agent.Parse.Values.Durations.Unit;

namespace Observe.Agent.Parse.Formats;

/// <summary>Gin's access log, which Ollama writes: <c>[GIN] 2025/11/20 - 10:11:12 | 200 |  1.2345s |  127.0.0.1 | POST  "/api/chat"</c>.</summary>
internal sealed class GinFormat(Timestamps timestamps) : ILineFormat
{
    private static readonly FieldKey Status = new(Field.Status, 40, 0, Scope.Skip);
    private static readonly FieldKey Latency = new(Field.Latency, 40, (byte)Unit.Seconds, Scope.Skip);

    public LogFormat Format => LogFormat.Access;

    public bool MayBeginWith(byte first) => first == '[';

    private static ReadOnlySpan<byte> Mark => "[GIN] "u8;

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        var line = fields.Bytes.AsSpan(0, end);
        var at = record.Start + Mark.Length;
        if (!line[record.Start..].StartsWith(Mark) || end < at + 24 || !line[(at + 10)..].StartsWith(" - "u8))
        {
            return false;
        }

        // The dash between date and clock stands in no other time.
        Span<byte> time = stackalloc byte[19];
        line.Slice(at, 10).CopyTo(time);
        time[10] = (byte)' ';
        line.Slice(at + 13, 8).CopyTo(time[11..]);
        at += 21;
        Span<Range> columns = stackalloc Range[4];
        for (var i = 0; i < columns.Length; i++)
        {
            var bar = line[at..].IndexOf((byte)'|');
            if (bar < 0)
            {
                return false;
            }

            columns[i] = at..(at + bar);
            at += bar + 1;
        }

        if (!Numbers.TryReadAll(line[columns[1]], out var status))
        {
            return false;
        }

        var latency = line[columns[2]].Trim((byte)' ');
        var message = at + line[at..].Length - line[at..].TrimStart((byte)' ').Length;
        fields.UnixMilliseconds = timestamps.Read(time);
        fields.GiveNumber(Status, status);
        fields.GiveText(Latency, columns[2].End.Value - line[columns[2]].TrimStart((byte)' ').Length, latency.Length, escaped: false);
        fields.Message.Offer(message, end - message, 1);
        return true;
    }
}
