namespace Observe.Agent.Parse.Redaction;

/// <summary>A value between quotes, also between those of a text that stands within a JSON string, or within one within another.</summary>
internal static class QuotedSecret
{
    /// <summary>The length of <c>\u0022</c>.</summary>
    public const int EscapedQuote = 6;

    /// <summary>Whether a text ends with a quote as .NET's writer escapes it.</summary>
    public static bool IsEscapedQuote(ReadOnlySpan<byte> text) => text.EndsWith("\\u0022"u8) || text.EndsWith("\\u0027"u8);

    public static bool TryRead(ReadOnlySpan<byte> text, int start, out SecretRange secret)
    {
        var quote = start;
        while (quote < text.Length && text[quote] == '\\')
        {
            quote++;
        }

        if (quote < text.Length && text[quote] is (byte)'"' or (byte)'\'')
        {
            secret = new SecretRange(quote + 1, End(text, quote, quote - start));
            return true;
        }

        var code = quote > start ? quote + EscapedQuote - 1 : text.Length + 1;
        if (code > text.Length || !IsEscapedQuote(text[..code]))
        {
            return SecretRange.None(out secret);
        }

        // A plain quote ends the JSON string around it all.
        var rest = text[code..];
        var end = rest.IndexOf(text[(code - EscapedQuote)..code]);
        var outer = rest.IndexOf((byte)'"');
        end = end < 0 || (outer >= 0 && outer < end) ? outer : end;
        secret = new SecretRange(code, end < 0 ? text.Length : code + end);
        return true;
    }

    /// <summary>The quote that closes has no more backslashes in front of it than the one that opened; an escaped one is part of the value.</summary>
    private static int End(ReadOnlySpan<byte> text, int quote, int escapes)
    {
        var run = 0;
        for (var at = quote + 1; at < text.Length; at++)
        {
            if (text[at] == text[quote] && (escapes == 0 ? (run & 1) == 0 : run <= escapes))
            {
                return escapes == 0 ? at : at - run;
            }

            run = text[at] == '\\' ? run + 1 : 0;
        }

        return text.Length;
    }
}
