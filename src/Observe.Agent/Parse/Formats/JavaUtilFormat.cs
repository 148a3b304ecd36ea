using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>java.util.logging: time, class and method on one line, level and message on the next.</summary>
internal sealed class JavaUtilFormat : ILineFormat
{
    public LogFormat Format => LogFormat.Java;

    public bool MayBeginWith(byte first) => char.IsAsciiLetterUpper((char)first);

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var bytes = fields.Bytes.AsSpan(0, record.Start + record.Length);
        var head = bytes.Slice(record.Start, record.HeadLength);
        var next = record.Start + record.HeadLength + 1;
        if (next >= bytes.Length || !JavaUtilHead.TryRead(head, out var milliseconds, out var name) || !TextLayouts.IsJavaUtilMessage(bytes[next..]))
        {
            return false;
        }

        var colon = next + bytes[next..].IndexOf((byte)':');
        var length = bytes[colon..].IndexOf((byte)'\n');
        var end = length < 0 ? bytes.Length : colon + length;
        var space = head[name..].IndexOf((byte)' ');
        fields.Level = Levels.FromWord(bytes[next..colon]);
        fields.UnixMilliseconds = milliseconds;
        fields.Category.Offer(record.Start + name, space < 0 ? head.Length - name : space, 15);
        fields.Message.Offer(Math.Min(colon + 2, end), end - Math.Min(colon + 2, end), 1);
        return true;
    }
}
