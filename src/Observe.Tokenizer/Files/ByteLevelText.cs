namespace Observe.Tokenizer.Files;

/// <summary>
/// The alphabet that byte-level vocabularies write bytes in: printable Latin-1 as itself, the other 68 bytes as the
/// characters from U+0100 on.
/// </summary>
internal static class ByteLevelText
{
    private const int Printable = 256 + 68;

    private static readonly short[] Bytes = Build();

    /// <summary>The bytes that the text stands for, or null when it has a character of another alphabet.</summary>
    public static byte[]? ToBytes(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= Printable || Bytes[text[i]] < 0)
            {
                return null;
            }

            bytes[i] = (byte)Bytes[text[i]];
        }

        return bytes;
    }

    private static short[] Build()
    {
        var bytes = new short[Printable];
        Array.Fill(bytes, (short)-1);
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var printable = (char)value is (>= '!' and <= '~') or (>= '\u00A1' and <= '\u00AC') or (>= '\u00AE' and <= '\u00FF');
            bytes[printable ? value : next++] = (short)value;
        }

        return bytes;
    }
}
