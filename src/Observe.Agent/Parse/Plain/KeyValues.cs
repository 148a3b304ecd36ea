using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>Takes <c>key=value</c> pairs out of prose.</summary>
internal static class KeyValues
{
    /// <summary>Keys weaker than this mean something in a record of fields, but not in the middle of a sentence.</summary>
    private const byte BelievedStrength = 35;

    public static void Read(int start, int end, ref LineFields fields)
    {
        var bytes = fields.Bytes[..end];
        var at = start;
        while (at < end)
        {
            var found = bytes[at..].IndexOf((byte)'=');
            if (found < 0)
            {
                return;
            }

            var equals = at + found;
            var from = equals;
            while (from > at && IsKeyByte(bytes[from - 1]))
            {
                from--;
            }

            at = equals + 1;
            var key = from < equals ? FieldNames.Root.Find(bytes[from..equals]) : default;
            if (IsBelieved(key))
            {
                var value = PairValue.Read(bytes, at, prose: true);
                at = value.Next;
                if (key.Field != Field.Level || Levels.FromWord(bytes.Slice(value.Start, value.Length)) != LogLevel.Unknown)
                {
                    fields.GiveText(key, value.Start, value.Length, value.Escaped);
                }
            }
        }
    }

    public static bool IsKeyByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'.' or (byte)'-' or (byte)'@';

    private static bool IsBelieved(FieldKey key) => key.Field switch
    {
        Field.Level or Field.Provider or Field.Category or Field.Model or Field.Latency => key.Strength >= BelievedStrength,
        Field.Tokens or Field.Status => true,
        _ => false,
    };
}
