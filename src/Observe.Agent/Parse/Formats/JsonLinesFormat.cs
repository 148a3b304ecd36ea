using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Json;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>One JSON object a line, under the keys of common loggers.</summary>
internal sealed class JsonLinesFormat(StringMarks marks, KeyMemory keys, PlainTextFormat plain) : ILineFormat
{
    public LogFormat Format => LogFormat.JsonLines;

    public bool Claims(LogBatch batch, in LogRecord record, LineFields fields)
    {
        marks.Mark(batch.Bytes, record.Start, record.Start + record.Length);
        fields.Reset(batch.Bytes);
        return JsonScanner.TryRead(marks, keys, record.Start, record.Start + record.Length, fields)
            || (record.Unparsed == UnparsedReason.TooLong && batch.Line(record).StartsWith("{\""u8));
    }

    public void Prepare(LogBatch batch)
    {
        if (batch.Count > 0)
        {
            ref readonly var last = ref batch.Records[^1];
            marks.Mark(batch.Bytes, 0, Math.Max(batch.ByteCount, last.Start + last.Length));
        }
    }

    public UnparsedReason Read(in LogRecord record, LineFields fields)
    {
        if (JsonScanner.TryRead(marks, keys, record.Start, record.Start + record.Length, fields))
        {
            return UnparsedReason.None;
        }

        // What a broken object said before its fault stands; anything else is read as text.
        if (fields.Bytes.AsSpan(record.Start, record.Length).TrimStart(" \t"u8) is not [(byte)'{', ..])
        {
            plain.Read(record, fields);
        }

        return UnparsedReason.InvalidJson;
    }
}
