using Observe.Agent.Parse.Fields;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>A record of <c>journalctl -o export</c>.</summary>
internal sealed class JournalExportFormat : ILineFormat
{
    public LogFormat Format => LogFormat.JournalExport;

    public bool MayBeginWith(byte first) => first == '_';

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var bytes = fields.Bytes.AsSpan(record.Start, record.Length);
        if (!JournalFields.Begin(bytes))
        {
            return false;
        }

        var journal = new JournalFields(bytes);
        while (journal.TryNext(out var name, out var start, out var length))
        {
            fields.GiveText(FieldNames.Root.Find(name), record.Start + start, length, escaped: false);
        }

        return true;
    }
}
