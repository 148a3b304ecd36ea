using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>
/// Android's logcat: <c>11-20 10:11:12.345  1234  5678 E Tag: message</c> (threadtime), <c>11-20 10:11:12.345 E/Tag( 123): message</c>
/// (time), <c>E/Tag( 123): message</c> (brief).
/// </summary>
internal sealed class LogcatFormat(Timestamps timestamps, TimeProvider clock, KeyValues pairs) : ILineFormat
{
    public LogFormat Format => LogFormat.Logcat;

    public bool MayBeginWith(byte first) => char.IsAsciiDigit((char)first) || LevelOf(first) != LogLevel.Unknown;

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        var line = fields.Bytes.AsSpan(0, end);
        var at = record.Start;
        var isTimed = TryReadTime(line, ref at, out var milliseconds);
        var isThreaded = isTimed && PassNumber(line, ref at) && PassNumber(line, ref at);
        if (at + 3 >= end || LevelOf(line[at]) is var level && level == LogLevel.Unknown || line[at + 1] != (isThreaded ? ' ' : '/'))
        {
            return false;
        }

        at += 2;
        var colon = line[at..].IndexOf(": "u8);
        colon = colon < 0 && line[^1] == ':' ? end - 1 - at : colon;
        var tag = colon < 0 ? default : line.Slice(at, colon);
        if (!isThreaded)
        {
            var bracket = tag.LastIndexOf((byte)'(');
            tag = bracket > 0 && tag[^1] == ')' && Words.IsNumber(tag[(bracket + 1)..^1].TrimStart((byte)' ')) ? tag[..bracket] : default;
        }

        tag = tag.TrimEnd((byte)' ');
        if (tag.IsEmpty)
        {
            return false;
        }

        fields.Level = level;
        fields.UnixMilliseconds = milliseconds;
        fields.Category.Offer(at, tag.Length, 15);
        var message = Math.Min(at + colon + 2, end);
        fields.Message.Offer(message, end - message, 1);
        pairs.Read(message, end, fields);
        return true;
    }

    /// <summary>Month and day without a year, or with one as everybody writes it.</summary>
    private bool TryReadTime(ReadOnlySpan<byte> line, ref int at, out long milliseconds)
    {
        milliseconds = 0;
        var text = line[at..];
        int length;
        if (text.Length > 18 && text[2] == '-' && text[5] == ' ' && Timestamps.TwoDigits(text, 0, out var month)
            && Timestamps.TwoDigits(text, 3, out var day) && Clock.TryRead(text[6..], out var time, out length)
            && Calendar.TryNearest(clock.GetUtcNow(), month, day, time, out milliseconds))
        {
            length += 6;
        }
        else if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]) || !timestamps.TryRead(text, out milliseconds, out length))
        {
            return false;
        }

        at += length;
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }

        return true;
    }

    private static bool PassNumber(ReadOnlySpan<byte> line, ref int at)
    {
        var digits = at;
        while (digits < line.Length && char.IsAsciiDigit((char)line[digits]))
        {
            digits++;
        }

        var behind = digits;
        while (behind < line.Length && line[behind] == ' ')
        {
            behind++;
        }

        if (digits == at || behind == digits)
        {
            return false;
        }

        at = behind;
        return true;
    }

    private static LogLevel LevelOf(byte letter) => letter switch
    {
        (byte)'V' => LogLevel.Trace,
        (byte)'D' => LogLevel.Debug,
        (byte)'I' => LogLevel.Info,
        (byte)'W' => LogLevel.Warn,
        (byte)'E' => LogLevel.Error,
        (byte)'F' or (byte)'A' => LogLevel.Fatal,
        _ => LogLevel.Unknown,
    };
}
