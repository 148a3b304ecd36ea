using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>Any text: a head with time, level and tags if there is one, and pairs wherever they stand. Takes every line.</summary>
internal sealed class PlainTextFormat(Timestamps timestamps, ProviderClassifier providers) : ILineFormat
{
    public LogFormat Format => LogFormat.PlainText;

    public bool Claims(LogBatch batch, in LogRecord record) => true;

    public UnparsedReason Read(in LogRecord record, ref LineFields fields)
    {
        var end = record.Start + record.Length;
        if (fields.Bytes[record.Start] == '{')
        {
            // Text files with objects among their lines are common (a banner, then JSON); the reverse is counted.
            var inner = new LineFields(fields.Bytes, timestamps);
            if (JsonScanner.TryRead(record.Start, end, ref inner))
            {
                fields = inner;
                return UnparsedReason.None;
            }
        }

        var message = PlainHead.Read(record.Start, end, providers, timestamps, ref fields);
        fields.Message.Offer(message, end - message, 1);
        KeyValues.Read(message, end, ref fields);
        return UnparsedReason.None;
    }
}
