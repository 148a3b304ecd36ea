using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>A line of <c>key=value</c> and <c>key="value"</c> and nothing else but bare keys.</summary>
internal sealed class LogfmtFormat : ILineFormat
{
    public LogFormat Format => LogFormat.Logfmt;

    public bool MayBeginWith(byte first) => KeyValues.IsKeyByte(first);

    public bool TryClaim(byte[] bytes, in LogRecord record, LineFields fields)
    {
        var line = bytes.AsSpan(0, record.Start + record.HeadLength);
        var pairs = 0;
        var words = 0;
        for (var at = record.Start; TryReadPair(line, at, out var key, out var value); at = value.Next)
        {
            if (IsPair(line, key))
            {
                pairs++;
            }
            else if (words++ == 0 && pairs == 0)
            {
                return false;
            }
        }

        fields.Reset(bytes);
        return pairs >= 2 && pairs > words && TryRead(record, fields);
    }

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var bytes = fields.Bytes.AsSpan(0, record.Start + record.HeadLength);
        var at = record.Start;
        if (!TryReadPair(bytes, at, out var key, out _) || !IsPair(bytes, key))
        {
            return false;
        }

        while (TryReadPair(bytes, at, out key, out var value))
        {
            fields.GiveText(FieldNames.Root.Find(bytes[key]), value.Start, value.Length, value.Escaped);
            at = value.Next;
        }

        return true;
    }

    private static bool IsPair(ReadOnlySpan<byte> bytes, Range key) =>
        key.End.Value > key.Start.Value && key.End.Value < bytes.Length && bytes[key.End.Value] == '=';

    /// <summary>Reads the next pair or bare key; a word that is no key is passed over. False at the end of the line.</summary>
    private static bool TryReadPair(ReadOnlySpan<byte> bytes, int at, out Range key, out PairValue value)
    {
        while (at < bytes.Length && bytes[at] <= ' ')
        {
            at++;
        }

        var start = at;
        while (at < bytes.Length && KeyValues.IsKeyByte(bytes[at]))
        {
            at++;
        }

        key = start..at;
        if (at > start && at < bytes.Length && bytes[at] == '=')
        {
            value = PairValue.Read(bytes, at + 1, prose: false);
            return true;
        }

        while (at < bytes.Length && bytes[at] > ' ')
        {
            at++;
        }

        value = new PairValue(at, 0, Escaped: false, at);
        return at > start;
    }
}
