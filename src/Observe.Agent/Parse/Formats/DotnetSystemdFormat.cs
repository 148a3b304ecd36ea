using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>.NET's console logger for systemd: <c>&lt;6&gt;Category[0] message</c>, a time behind the priority or not.</summary>
internal sealed class DotnetSystemdFormat(Timestamps timestamps, KeyValues pairs) : ILineFormat
{
    public LogFormat Format => LogFormat.DotnetSystemd;

    public bool MayBeginWith(byte first) => first == '<';

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        var head = fields.Bytes.AsSpan(0, end);
        var at = record.Start + 3;
        if (at >= end || head[at - 3] != '<' || head[at - 2] is < (byte)'0' or > (byte)'7' || head[at - 1] != '>')
        {
            return false;
        }

        var level = Levels.FromSyslog(head[at - 2] - '0');
        if (timestamps.TryRead(head[at..], out var milliseconds, out var length))
        {
            at += length;
            at += at < end && head[at] == ' ' ? 1 : 0;
        }

        if (!DotnetCategory.TryRead(head, at, out var category, out var behind) || behind >= end)
        {
            return false;
        }

        fields.Level = level;
        fields.UnixMilliseconds = milliseconds;
        fields.Category.Offer(at, category, 15);
        var message = behind + 1;
        fields.Message.Offer(message, end - message, 1);
        pairs.Read(message, end, fields);
        return true;
    }
}
