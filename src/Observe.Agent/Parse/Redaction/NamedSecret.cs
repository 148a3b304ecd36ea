using System.Buffers;
using System.Text;

namespace Observe.Agent.Parse.Redaction;

/// <summary>
/// The value behind a name that means a secret: <c>password=…</c>, <c>"api_key": "…"</c>, <c>Authorization: Basic …</c>,
/// <c>OPENAI_API_KEY=…</c>. A number behind <c>token</c> is a count, and stays.
/// </summary>
internal static class NamedSecret
{
    private const int MaxName = 64;

    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n,;&\"')]}"u8);

    /// <summary>How names end that mean a secret, without punctuation and in lower case, and the least length of their value.</summary>
    private static readonly (byte[] Ending, int Least)[] Names =
    [
        .. new (string Ending, int Least)[]
        {
            ("password", 1), ("passwd", 1), ("pwd", 1), ("passphrase", 1), ("secret", 4), ("apikey", 4), ("accesskey", 4), ("secretkey", 4),
            ("privatekey", 4), ("accesskeyid", 4), ("token", 6), ("authorization", 4), ("credential", 4), ("credentials", 4), ("cookie", 4), ("sig", 16),
            ("accountkey", 4), ("signature", 16), ("sessionid", 6), ("subscriptionkey", 4),
        }.Select(n => (Encoding.ASCII.GetBytes(n.Ending), n.Least)),
    ];

    /// <summary>The names by their last byte.</summary>
    private static readonly (byte[] Ending, int Least)[][] ByLast = [.. Enumerable.Range(0, 256).Select(b => Names.Where(n => n.Ending[^1] == b).ToArray())];

    public static bool TryMatch(ReadOnlySpan<byte> text, int separator, int floor, out SecretRange secret)
    {
        if (LeastLength(NameBefore(text, separator, floor)) is not (> 0 and var least))
        {
            return SecretRange.None(out secret);
        }

        var start = separator + 1;
        while (start < text.Length && text[start] is (byte)' ' or (byte)'\t' or (byte)'>' or (byte)'=')
        {
            start++;
        }

        secret = QuotedSecret.TryRead(text, start, out var quoted) ? quoted : new SecretRange(start, BareEnd(text, start));

        var value = text[secret.Start..secret.End];
        var isCount = least > 1 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return value.Length >= least && !isCount && !IsMask(value) && !value.StartsWith("<*>"u8);
    }

    /// <summary>Bare, the mask ends in front of its bracket.</summary>
    private static bool IsMask(ReadOnlySpan<byte> value) => value.SequenceEqual("[redacted]"u8) || value.SequenceEqual("[redacted"u8);

    private static ReadOnlySpan<byte> NameBefore(ReadOnlySpan<byte> text, int separator, int floor)
    {
        var end = separator;
        while (end > floor && PunctuationBefore(text, end, floor) is > 0 and var length)
        {
            end -= length;
        }

        var start = end;
        while (start > floor && end - start < MaxName && (SecretBytes.IsWord(text[start - 1]) || text[start - 1] is (byte)'-' or (byte)'.'))
        {
            start--;
        }

        return text[start..end];
    }

    /// <summary>How many bytes in front of a place are a space, a quote, or what escapes one.</summary>
    private static int PunctuationBefore(ReadOnlySpan<byte> text, int end, int floor) =>
        text[end - 1] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'\\' ? 1 : end - floor >= QuotedSecret.EscapedQuote && QuotedSecret.IsEscapedQuote(text[..end]) ? QuotedSecret.EscapedQuote : 0;

    private static int LeastLength(ReadOnlySpan<byte> name)
    {
        Span<byte> plain = stackalloc byte[MaxName];
        var length = 0;
        foreach (var b in name)
        {
            if (b is not ((byte)'_' or (byte)'-' or (byte)'.'))
            {
                plain[length++] = char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : b;
            }
        }

        foreach (var (ending, least) in length == 0 ? [] : ByLast[plain[length - 1]])
        {
            if (plain[..length].EndsWith(ending))
            {
                return least;
            }
        }

        return 0;
    }

    /// <summary>A bare value ends at white space or a delimiter; a scheme in front of it (<c>Basic …</c>) is passed.</summary>
    private static int BareEnd(ReadOnlySpan<byte> text, int start)
    {
        var end = WordEnd(text, start);
        return end < text.Length && text[end] == ' ' && IsScheme(text[start..end]) ? WordEnd(text, end + 1) : end;
    }

    private static int WordEnd(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAny(Ends);
        var end = length < 0 ? text.Length : start + length;

        // What escapes the quote behind it is no part of the value.
        while (end > start && end < text.Length && text[end] == '"' && text[end - 1] == '\\')
        {
            end--;
        }

        return end;
    }

    private static bool IsScheme(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "basic"u8) || Ascii.EqualsIgnoreCase(word, "bearer"u8) || Ascii.EqualsIgnoreCase(word, "token"u8)
        || Ascii.EqualsIgnoreCase(word, "digest"u8) || Ascii.EqualsIgnoreCase(word, "apikey"u8);
}
