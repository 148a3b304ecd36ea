using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>One JSON object a line, under the keys of common loggers.</summary>
internal sealed class JsonLinesFormat(Timestamps timestamps, PlainTextFormat plain) : ILineFormat
{
    public LogFormat Format => LogFormat.JsonLines;

    public bool Claims(LogBatch batch, in LogRecord record)
    {
        var fields = new LineFields(batch.Bytes, timestamps);
        return JsonScanner.TryRead(record.Start, record.Start + record.Length, ref fields)
            || (record.Unparsed == UnparsedReason.TooLong && batch.Line(record).StartsWith("{\""u8));
    }

    public UnparsedReason Read(in LogRecord record, ref LineFields fields)
    {
        if (JsonScanner.TryRead(record.Start, record.Start + record.Length, ref fields))
        {
            return UnparsedReason.None;
        }

        // What a broken object said before its fault stands; anything else is read as text.
        if (fields.Bytes.Slice(record.Start, record.Length).TrimStart(" \t"u8) is not [(byte)'{', ..])
        {
            plain.Read(record, ref fields);
        }

        return UnparsedReason.InvalidJson;
    }
}
