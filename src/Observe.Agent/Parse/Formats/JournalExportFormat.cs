using Observe.Agent.Parse.Fields;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>
/// A record of <c>journalctl -o export</c>: <c>NAME=value</c> a line. A value that is no plain text has its name alone on a line
/// and its length in eight bytes in front.
/// </summary>
internal sealed class JournalExportFormat : ILineFormat
{
    private const int LengthBytes = 8;

    public LogFormat Format => LogFormat.JournalExport;

    public bool MayBeginWith(byte first) => first == '_';

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var bytes = fields.Bytes.AsSpan(0, record.Start + record.Length);
        if (!bytes[record.Start..].StartsWith("__CURSOR="u8))
        {
            return false;
        }

        for (var at = record.Start; at < bytes.Length;)
        {
            var end = LineEnd(bytes, at);
            var sign = bytes[at..end].IndexOf((byte)'=');
            if (sign > 0)
            {
                fields.GiveText(FieldNames.Root.Find(bytes.Slice(at, sign)), at + sign + 1, end - at - sign - 1, escaped: false);
            }
            else if (end + 1 + LengthBytes < bytes.Length)
            {
                var value = end + 1 + LengthBytes;
                var key = FieldNames.Root.Find(bytes[at..end]);
                end = LineEnd(bytes, value);
                fields.GiveText(key, value, end - value, escaped: false);
            }

            at = end + 1;
        }

        return true;
    }

    private static int LineEnd(ReadOnlySpan<byte> bytes, int at)
    {
        var length = bytes[at..].IndexOf((byte)'\n');
        return length < 0 ? bytes.Length : at + length;
    }
}
