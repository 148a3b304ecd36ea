namespace Observe.Agent.Parse.Plain;

/// <summary>What the shape of a word in the head of a line says about it.</summary>
internal static class Words
{
    public static bool IsUpper(ReadOnlySpan<byte> word) => !word.ContainsAnyExceptInRange((byte)'A', (byte)'Z');

    public static bool IsNumber(ReadOnlySpan<byte> word) => !word.IsEmpty && !word.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Letters and digits with <c>_ . - @ / $ # : ~</c> inside, beginning with a letter: a name a program gave something.</summary>
    public static bool IsName(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty || word.Length > 96 || !char.IsAsciiLetter((char)word[0]))
        {
            return false;
        }

        foreach (var b in word)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'.' or (byte)'-' or (byte)'@' or (byte)'/' or (byte)'$' or (byte)'#' or (byte)':' or (byte)'~'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A name that no word of a sentence looks like: a capital inside, or punctuation or a digit.</summary>
    public static bool IsMadeUp(ReadOnlySpan<byte> name) =>
        name.Length > 1 && name[1..].ContainsAnyExceptInRange((byte)'a', (byte)'z');
}
