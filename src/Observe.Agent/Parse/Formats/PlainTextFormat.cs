using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>Any text: a head with time, level and tags if there is one, and pairs wherever they stand. Takes every line.</summary>
internal sealed class PlainTextFormat(Timestamps timestamps, StringMarks marks, KeyMemory keys, ProviderClassifier providers) : ILineFormat
{
    private readonly KeyValues _pairs = new();
    private readonly HeadMemory _heads = new();

    public LogFormat Format => LogFormat.PlainText;

    public bool Claims(LogBatch batch, in LogRecord record, LineFields fields) => true;

    public UnparsedReason Read(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.Length;
        if (fields.Bytes[record.Start] == '{')
        {
            // Text files with objects among their lines are common (a banner, then JSON); the reverse is counted.
            marks.Mark(fields.Bytes, record.Start, end);
            if (JsonScanner.TryRead(marks, keys, record.Start, end, fields))
            {
                return UnparsedReason.None;
            }

            fields.Reset(fields.Bytes);
        }

        var message = PlainHead.Read(record.Start, end, providers, timestamps, _heads, fields);
        fields.Message.Offer(message, end - message, 1);
        _pairs.Read(message, end, fields);
        return UnparsedReason.None;
    }
}
