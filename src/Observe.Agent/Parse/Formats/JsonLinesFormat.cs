using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Json;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>One JSON object a record, under the keys of common loggers; also behind the <c>data: </c> of a streamed answer.</summary>
/// <param name="beginning">What a line begins with to be of this format.</param>
internal sealed class JsonLinesFormat(LogFormat format, byte[] beginning, StringMarks marks, KeyMemory keys) : ILineFormat
{
    public LogFormat Format => format;

    public bool MayBeginWith(byte first) => first is (byte)'{' or (byte)'d' or (byte)' ' or (byte)'\t';

    private static ReadOnlySpan<byte> EventPrefix => "data: "u8;

    public bool TryClaim(byte[] bytes, in LogRecord record, LineFields fields)
    {
        var start = Start(bytes, record);
        var line = bytes.AsSpan(start, record.Start + record.Length - start);
        if (!line.StartsWith(beginning))
        {
            return false;
        }

        marks.Mark(bytes, start, record.Start + record.Length);
        fields.Reset(bytes);
        return TryRead(record, fields) || (record.Unparsed == UnparsedReason.TooLong && line.StartsWith("{\""u8));
    }

    public void Prepare(LogBatch batch)
    {
        if (batch.Count > 0)
        {
            ref readonly var last = ref batch.Records[^1];
            marks.Mark(batch.Bytes, 0, Math.Max(batch.ByteCount, last.Start + last.Length));
        }
    }

    public bool TryRead(in LogRecord record, LineFields fields) =>
        JsonScanner.TryRead(marks, keys, Start(fields.Bytes, record), record.Start + record.Length, fields);

    /// <summary>Where the object starts.</summary>
    private static int Start(byte[] bytes, in LogRecord record)
    {
        var first = record.Length > 0 ? bytes[record.Start] : 0;
        if (first == '{')
        {
            return record.Start;
        }

        var line = bytes.AsSpan(record.Start, record.Length);
        return first == 'd' && line.StartsWith(EventPrefix) ? record.Start + EventPrefix.Length
            : record.Start + line.Length - line.TrimStart(" \t"u8).Length;
    }
}
