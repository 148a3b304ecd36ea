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

    /// <summary>
    /// A name that a colon makes a logger's: of several parts or with a capital inside. An error's code (<c>rate_limited</c>)
    /// and an exception's class are what the message begins with.
    /// </summary>
    public static bool IsLogger(ReadOnlySpan<byte> name) =>
        name.Length > 1 && (name.ContainsAny("./:$"u8) || name[1..].ContainsAnyInRange((byte)'A', (byte)'Z')) && !IsUpper(name)
        && !name.EndsWith("Error"u8) && !name.EndsWith("Exception"u8) && !name.StartsWith("http"u8);

    /// <summary>A name that no word of a sentence looks like: a capital inside, or punctuation or a digit.</summary>
    public static bool IsMadeUp(ReadOnlySpan<byte> name) =>
        name.Length > 1 && name[1..].ContainsAnyExceptInRange((byte)'a', (byte)'z');
}
