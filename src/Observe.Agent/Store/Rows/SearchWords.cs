using System.Text;

namespace Observe.Agent.Store.Rows;

/// <summary>
/// Turns what a person types into a query of SQLite's full-text index: every word is quoted, so that nothing of it is an
/// operator, and words are joined by AND.
/// </summary>
internal static class SearchWords
{
    private const int MostWords = 32;

    /// <summary>Null when there is no word in it.</summary>
    public static string? Of(string text)
    {
        var words = new StringBuilder();
        var count = 0;
        for (var at = 0; at < text.Length && count < MostWords;)
        {
            var quoted = text[at] == '"';
            var start = quoted ? at + 1 : at;
            var end = quoted ? text.IndexOf('"', start) : text.AsSpan(start).IndexOfAny(" \t\r\n\"") is >= 0 and var length ? start + length : text.Length;
            end = end < 0 ? text.Length : end;
            count += Append(words, text.AsSpan(start, end - start), quoted) ? 1 : 0;
            at = Math.Max(end, start) + (quoted || (end < text.Length && text[end] != '"') ? 1 : 0);
        }

        return count == 0 ? null : words.ToString();
    }

    private static bool Append(StringBuilder words, ReadOnlySpan<char> word, bool quoted)
    {
        var isPrefix = !quoted && word.Length > 1 && word[^1] == '*';
        word = isPrefix ? word[..^1] : word;
        if (!ContainsLetter(word))
        {
            return false;
        }

        words.Append(words.Length > 0 ? " AND " : "").Append('"').Append(word).Append('"').Append(isPrefix ? "*" : "");
        return true;
    }

    /// <summary>What the index passes over is no word: asked for, it would be found nowhere.</summary>
    private static bool ContainsLetter(ReadOnlySpan<char> word)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (System.Text.Rune.IsLetterOrDigit(rune))
            {
                return true;
            }
        }

        return false;
    }
}
