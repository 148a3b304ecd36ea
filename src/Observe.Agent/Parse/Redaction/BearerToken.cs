using System.Text;

namespace Observe.Agent.Parse.Redaction;

/// <summary>What follows the word Bearer, wherever it stands. A word of letters alone is prose.</summary>
internal static class BearerToken
{
    private const int Least = 8;

    public static bool MayBeginWith(byte first) => (first | 0x20) == 'b';

    public static bool TryMatch(ReadOnlySpan<byte> text, int start, out SecretRange secret)
    {
        var word = "bearer "u8;
        if ((text[start] | 0x20) != 'b' || text.Length - start <= word.Length || !Ascii.EqualsIgnoreCase(text.Slice(start, word.Length), word))
        {
            return SecretRange.None(out secret);
        }

        var from = start + word.Length;
        var end = SecretBytes.TokenEnd(text, from);
        secret = new SecretRange(from, end);
        return end - from >= Least && SecretBytes.HasDigit(text[from..end]);
    }
}
