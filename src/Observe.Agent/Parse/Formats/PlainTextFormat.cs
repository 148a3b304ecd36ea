using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Multiline;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>
/// Any text: a head with time, level and tags if there is one, and pairs wherever they stand. Takes every record. Files hold
/// lines of several programs (a banner, then JSON; a server and what it starts), so one that looks like another format is read
/// as that.
/// </summary>
/// <param name="others">Formats whose lines are told by themselves.</param>
internal sealed class PlainTextFormat(Timestamps timestamps, KeyValues pairs, ProviderClassifier providers, ILineFormat[] others) : ILineFormat
{
    private readonly HeadMemory _heads = new();
    private readonly ILineFormat[][] _others = [.. Enumerable.Range(0, 256).Select(first => Array.FindAll(others, o => o.MayBeginWith((byte)first)))];

    public LogFormat Format => LogFormat.PlainText;

    public bool TryClaim(byte[] bytes, in LogRecord record, LineFields fields)
    {
        fields.Reset(bytes);
        return TryRead(record, fields);
    }

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        if (!_heads.TryRead(fields.Bytes.AsSpan(0, end), record.Start, timestamps, fields, out var message))
        {
            if (TryReadOther(record, fields))
            {
                return true;
            }

            message = PlainHead.Read(record.Start, end, providers, timestamps, _heads, fields);
        }

        fields.Message.Offer(message, end - message, 1);
        pairs.Read(message, end, fields);
        if (record.Length > record.HeadLength && fields.BestLevel == LogLevel.Unknown && BareTrace.IsBelow(record, fields.Bytes))
        {
            fields.Level = LogLevel.Error;
        }

        return true;
    }

    /// <summary>Reads a record that tells by itself that it is of another format than text, or a trace; the fields are empty when it does not.</summary>
    public bool TryReadOther(in LogRecord record, LineFields fields)
    {
        foreach (var other in record.Length > 0 ? _others[fields.Bytes[record.Start]] : [])
        {
            if (other.TryClaim(fields.Bytes, record, fields))
            {
                return true;
            }
        }

        fields.Reset(fields.Bytes);
        return BareTrace.TryRead(record, providers, fields);
    }
}
