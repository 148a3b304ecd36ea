namespace Observe.Stack.Tests.PromQl;

/// <summary>Splits a PromQL expression into tokens. It takes what promtool takes and judges nothing.</summary>
internal static class Lexer
{
    private static readonly string[] Operators = ["==", "!=", "=~", "!~", ">=", "<=", ">", "<", "=", "+", "-", "*", "/", "%", "^"];

    public static IReadOnlyList<Token> Split(string expression)
    {
        var tokens = new List<Token>();
        var brackets = 0;
        for (var at = 0; at < expression.Length;)
        {
            if (char.IsWhiteSpace(expression[at]))
            {
                at++;
                continue;
            }

            if (expression[at] == '#')
            {
                var end = expression.IndexOf('\n', at);
                at = end < 0 ? expression.Length : end;
                continue;
            }

            var token = Next(expression, at, brackets > 0);
            brackets += token.Is("[") ? 1 : token.Is("]") ? -1 : 0;
            tokens.Add(token);
            at = token.End;
        }

        return tokens;
    }

    private static Token Next(string text, int at, bool inBrackets)
    {
        var first = text[at];
        if (first is '"' or '\'')
        {
            return new Token(TokenKind.Text, text[at..EndOfText(text, at)], at);
        }

        if (char.IsAsciiDigit(first))
        {
            return NumberOrDuration(text, at);
        }

        if (IsName(first) || (first == ':' && !inBrackets))
        {
            return new Token(TokenKind.Identifier, text[at..EndWhere(text, at, c => IsName(c) || char.IsAsciiDigit(c) || c == ':')], at);
        }

        return Operators.FirstOrDefault(o => string.CompareOrdinal(text, at, o, 0, o.Length) == 0) is { } found
            ? new Token(TokenKind.Operator, found, at)
            : new Token(TokenKind.Punctuation, text[at..(at + 1)], at);
    }

    private static Token NumberOrDuration(string text, int at)
    {
        var end = EndWhere(text, at, c => char.IsAsciiLetterOrDigit(c) || c == '.');
        if (text[end - 1] is 'e' or 'E' && end < text.Length && text[end] is '+' or '-')
        {
            end = EndWhere(text, end + 1, char.IsAsciiDigit);
        }

        var word = text[at..end];
        var isDuration = char.IsAsciiLetter(word[^1]) && !word.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return new Token(isDuration ? TokenKind.Duration : TokenKind.Number, word, at);
    }

    private static int EndOfText(string text, int at)
    {
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == '\\')
            {
                end++;
            }
            else if (text[end] == text[at])
            {
                return end + 1;
            }
        }

        throw new FormatException($"a string without end: {text[at..]}");
    }

    private static int EndWhere(string text, int at, Predicate<char> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsName(char c) => char.IsAsciiLetter(c) || c == '_';
}
