namespace Observe.Agent.Records;

/// <summary>Cuts text in UTF-8 without cutting a character.</summary>
internal static class Utf8Prefix
{
    /// <summary>The longest whole beginning of at most so many bytes.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        while (most > 0 && (text[most] & 0xC0) == 0x80)
        {
            most--;
        }

        return text[..most];
    }
}
