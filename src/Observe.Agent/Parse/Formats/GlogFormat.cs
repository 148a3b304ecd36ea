using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>glog and klog: <c>E1120 10:11:12.345678   12345 file.go:123] message</c>, the date with a year or without one.</summary>
internal sealed class GlogFormat(TimeProvider clock, KeyValues pairs) : ILineFormat
{
    public LogFormat Format => LogFormat.Glog;

    public bool MayBeginWith(byte first) => LevelOf(first) != LogLevel.Unknown;

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        var line = fields.Bytes.AsSpan(0, end);
        var at = record.Start;
        if (record.HeadLength < 20 || LevelOf(line[at]) is var level && level == LogLevel.Unknown || !char.IsAsciiDigit((char)line[at + 1]))
        {
            return false;
        }

        var space = line[at..].IndexOf((byte)' ');
        var date = space is 5 or 9 ? line.Slice(at + 1, space - 1) : default;
        var behind = at + space + 1;
        if (date.IsEmpty || !Clock.TryRead(line[behind..], out var time, out var length) || !TryReadDate(date, time, out var milliseconds))
        {
            return false;
        }

        behind += length;
        var close = line[behind..].IndexOf("] "u8);
        var source = close < 0 ? default : line.Slice(behind, close).TrimStart((byte)' ');
        var word = source.LastIndexOf((byte)' ') + 1;
        var colon = source.LastIndexOf((byte)':');
        if (colon <= word)
        {
            return false;
        }

        fields.Level = level;
        fields.UnixMilliseconds = milliseconds;
        fields.Category.Offer(behind + close - source.Length + word, colon - word, 15);
        var message = behind + close + 2;
        fields.Message.Offer(message, end - message, 1);
        pairs.Read(message, end, fields);
        return true;
    }

    private bool TryReadDate(ReadOnlySpan<byte> date, int time, out long milliseconds)
    {
        milliseconds = 0;
        var (century, year) = (0, 0);
        var at = date.Length - 4;
        if (!Timestamps.TwoDigits(date, at, out var month) || !Timestamps.TwoDigits(date, at + 2, out var day)
            || (at > 0 && (!Timestamps.TwoDigits(date, 0, out century) || !Timestamps.TwoDigits(date, 2, out year))))
        {
            return false;
        }

        return at > 0
            ? Calendar.TryDay((century * 100) + year, month, day, time, out milliseconds)
            : Calendar.TryNearest(clock.GetUtcNow(), month, day, time, out milliseconds);
    }

    private static LogLevel LevelOf(byte letter) => letter switch
    {
        (byte)'I' => LogLevel.Info,
        (byte)'W' => LogLevel.Warn,
        (byte)'E' => LogLevel.Error,
        (byte)'F' => LogLevel.Fatal,
        _ => LogLevel.Unknown,
    };
}
