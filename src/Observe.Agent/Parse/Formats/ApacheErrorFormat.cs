using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>Apache: <c>[Wed Nov 20 10:11:12.123456 2025] [core:error] [pid 1:tid 2] [client 127.0.0.1:1] message</c>; the module is the category.</summary>
internal sealed class ApacheErrorFormat(Timestamps timestamps) : ILineFormat
{
    public LogFormat Format => LogFormat.ApacheError;

    public bool MayBeginWith(byte first) => first == '[';

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        var line = fields.Bytes.AsSpan(0, end);
        var at = record.Start + 1;
        if (record.HeadLength < 30 || line[record.Start] != '[' || !char.IsAsciiLetter((char)line[at])
            || !timestamps.TryRead(line[at..], out var milliseconds, out var length) || !line[(at + length)..].StartsWith("] ["u8))
        {
            return false;
        }

        at += length + 3;
        var close = line[at..].IndexOf((byte)']');
        var colon = close < 0 ? -1 : line.Slice(at, close).IndexOf((byte)':');
        if (close < 0 || Levels.FromWord(line.Slice(at + colon + 1, close - colon - 1)) is var level && level == LogLevel.Unknown)
        {
            return false;
        }

        fields.Level = level;
        fields.UnixMilliseconds = milliseconds;
        fields.Category.Offer(at, Math.Max(colon, 0), 15);
        at += close + 1;

        // Process, thread and client say where, not what.
        while (line[at..].StartsWith(" [pid "u8) || line[at..].StartsWith(" [tid "u8) || line[at..].StartsWith(" [client "u8) || line[at..].StartsWith(" [remote "u8))
        {
            var behind = line[at..].IndexOf((byte)']');
            if (behind < 0)
            {
                break;
            }

            at += behind + 1;
        }

        at = Math.Min(at + 1, end);
        fields.Message.Offer(at, end - at, 1);
        return true;
    }
}
