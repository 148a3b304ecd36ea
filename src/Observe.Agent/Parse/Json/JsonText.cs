using System.Globalization;
using System.Text;

namespace Observe.Agent.Parse.Json;

/// <summary>The text of a JSON string without its escapes.</summary>
internal static class JsonText
{
    /// <summary>
    /// Writes as much of the text as fits, and returns how much that is. Lone surrogates become U+FFFD. It may be written over
    /// the raw text or what stands before it: it is never ahead of what is read.
    /// </summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> text)
    {
        var length = 0;
        for (var i = 0; i < raw.Length;)
        {
            if (raw[i] != '\\' || i + 1 >= raw.Length)
            {
                var run = raw[(i + 1)..].IndexOf((byte)'\\');
                run = Math.Min(run < 0 ? raw.Length - i : run + 1, text.Length - length);
                if (run == 0)
                {
                    break;
                }

                raw.Slice(i, run).CopyTo(text[length..]);
                length += run;
                i += run;
                continue;
            }

            var rune = ReadEscape(raw, ref i);
            if (!rune.TryEncodeToUtf8(text[length..], out var written))
            {
                break;
            }

            length += written;
        }

        return length;
    }

    private static Rune ReadEscape(ReadOnlySpan<byte> raw, ref int at)
    {
        var escape = raw[at + 1];
        if (escape != 'u')
        {
            at += 2;
            return new Rune(escape switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                < 0x80 => (char)escape,
                _ => '?',
            });
        }

        var high = ReadHex(raw, at);
        at = Math.Min(at + 6, raw.Length);
        if (char.IsHighSurrogate(high) && at + 1 < raw.Length && raw[at] == '\\' && raw[at + 1] == 'u')
        {
            var low = ReadHex(raw, at);
            if (char.IsLowSurrogate(low))
            {
                at = Math.Min(at + 6, raw.Length);
                return new Rune(high, low);
            }
        }

        return Rune.TryCreate(high, out var rune) ? rune : Rune.ReplacementChar;
    }

    private static char ReadHex(ReadOnlySpan<byte> raw, int at) =>
        at + 6 <= raw.Length && ushort.TryParse(raw.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '\uFFFD';
}
