using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>
/// .NET's console logger: <c>info: Category[0]</c> and the message indented on the next line, scopes (<c>=&gt; …</c>) before it;
/// or all on one line. A time may stand in front.
/// </summary>
internal sealed class DotnetConsoleFormat(Timestamps timestamps, KeyValues pairs) : ILineFormat
{
    public LogFormat Format => LogFormat.DotnetConsole;

    public bool MayBeginWith(byte first) => char.IsAsciiDigit((char)first) || first is (byte)'[' or (byte)'t' or (byte)'d' or (byte)'i' or (byte)'w' or (byte)'f' or (byte)'c';

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var bytes = fields.Bytes.AsSpan(0, record.Start + record.Length);
        var head = bytes[..(record.Start + record.HeadLength)];
        var at = PassTime(head, record.Start, fields);
        if (at + 8 > head.Length || head[at + 4] != ':' || head[at + 5] != ' ' || LevelOf(head.Slice(at, 4)) is var level && level == LogLevel.Unknown)
        {
            return false;
        }

        at += 6;
        if (!DotnetCategory.TryRead(head, at, out var category, out var behind))
        {
            return false;
        }

        fields.Level = level;
        fields.Category.Offer(at, category, 15);
        var message = behind;
        var end = head.Length;
        if (head[behind..].Trim((byte)' ').IsEmpty)
        {
            FindMessage(bytes, head.Length + 1, ref message, ref end);
        }

        while (message < end && bytes[message] == ' ')
        {
            message++;
        }

        fields.Message.Offer(message < end ? message : at, end - (message < end ? message : at), 1);
        pairs.Read(message, end, fields);
        return true;
    }

    private static void FindMessage(ReadOnlySpan<byte> bytes, int at, ref int message, ref int end)
    {
        while (at < bytes.Length)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            var line = length < 0 ? bytes[at..] : bytes.Slice(at, length);
            var text = line.TrimStart((byte)' ');
            if (!text.IsEmpty && !text.StartsWith("=> "u8))
            {
                message = at + line.Length - text.Length;
                end = at + line.TrimEnd((byte)'\r').Length;
                return;
            }

            at += line.Length + 1;
        }
    }

    private int PassTime(ReadOnlySpan<byte> head, int start, LineFields fields)
    {
        var bracket = start < head.Length && head[start] == '[' ? 1 : 0;
        var text = head[(start + bracket)..];
        if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]))
        {
            return start;
        }

        if (timestamps.TryRead(text, out var milliseconds, out var length))
        {
            fields.UnixMilliseconds = milliseconds;
        }
        else
        {
            length = Clock.Length(text);
        }

        var behind = start + length + (2 * bracket);
        return length > 0 && behind < head.Length && head[behind] == ' ' ? behind + 1 : start;
    }

    private static LogLevel LevelOf(ReadOnlySpan<byte> word) => word switch
    {
        _ when word.SequenceEqual("trce"u8) => LogLevel.Trace,
        _ when word.SequenceEqual("dbug"u8) => LogLevel.Debug,
        _ when word.SequenceEqual("info"u8) => LogLevel.Info,
        _ when word.SequenceEqual("warn"u8) => LogLevel.Warn,
        _ when word.SequenceEqual("fail"u8) => LogLevel.Error,
        _ when word.SequenceEqual("crit"u8) => LogLevel.Fatal,
        _ => LogLevel.Unknown,
    };
}
