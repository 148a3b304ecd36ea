using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>nginx: <c>2025/11/20 10:11:12 [error] 123#123: *1 message</c>; processes and connections are no part of the message.</summary>
internal sealed class NginxErrorFormat(Timestamps timestamps) : ILineFormat
{
    public LogFormat Format => LogFormat.NginxError;

    public bool MayBeginWith(byte first) => char.IsAsciiDigit((char)first);

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        var line = fields.Bytes.AsSpan(0, end);
        if (record.HeadLength < 28 || line[record.Start + 4] != '/' || !timestamps.TryRead(line[record.Start..], out var milliseconds, out var length)
            || !line[(record.Start + length)..].StartsWith(" ["u8))
        {
            return false;
        }

        var word = record.Start + length + 2;
        var close = line[word..].IndexOf("] "u8);
        if (close < 0 || Levels.FromWord(line.Slice(word, close)) is var level && level == LogLevel.Unknown)
        {
            return false;
        }

        var message = word + close + 2;
        var process = line[message..].IndexOf(": "u8);
        var number = process < 0 ? -1 : line.Slice(message, process).IndexOf((byte)'#');
        if (number <= 0 || !Words.IsNumber(line.Slice(message, number)) || !Words.IsNumber(line.Slice(message + number + 1, process - number - 1)))
        {
            return false;
        }

        message += process + 2;
        if (message < end && line[message] == '*' && line[message..].IndexOf((byte)' ') is > 1 and var connection
            && Words.IsNumber(line.Slice(message + 1, connection - 1)))
        {
            message += connection + 1;
        }

        fields.Level = level;
        fields.UnixMilliseconds = milliseconds;
        fields.Message.Offer(message, end - message, 1);
        return true;
    }
}
