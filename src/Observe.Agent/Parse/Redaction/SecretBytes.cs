namespace Observe.Agent.Parse.Redaction;

/// <summary>What bytes words and secrets are made of.</summary>
internal static class SecretBytes
{
    public static bool IsWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b == '_';

    /// <summary>Of base64, base64url and the punctuation that keys have.</summary>
    public static bool IsToken(byte b) => IsWord(b) || b is (byte)'-' or (byte)'.' or (byte)'~' or (byte)'+' or (byte)'/' or (byte)'=';

    /// <summary>The end of the run of token bytes, escaped or not, that starts at a place; a full stop that ends a sentence is none of it.</summary>
    public static int TokenEnd(ReadOnlySpan<byte> text, int start)
    {
        var end = start;
        while (end < text.Length)
        {
            var length = IsToken(text[end]) ? 1 : text[end] == '\\' && JsonEscape.Read(text, end, out var value) is > 0 and var escape && IsToken(value) && !IsWord(value) ? escape : 0;
            if (length == 0)
            {
                break;
            }

            end += length;
        }

        while (end > start && text[end - 1] == '.')
        {
            end--;
        }

        return end;
    }

    public static bool HasDigit(ReadOnlySpan<byte> text) => text.ContainsAnyInRange((byte)'0', (byte)'9');
}
