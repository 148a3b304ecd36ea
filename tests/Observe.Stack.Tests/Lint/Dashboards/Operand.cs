using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>
/// What a condition compares, without what narrows it: no label matchers, and no mean or extreme over a window, which only waits out
/// a single scrape.
/// </summary>
internal sealed record Operand(IReadOnlyList<string> Words)
{
    private static readonly string[] Calming = ["avg_over_time", "min_over_time", "max_over_time"];

    public static Operand Of(string expression) => Of(Lexer.Split(expression));

    public static Operand Of(IReadOnlyList<Token> tokens)
    {
        List<string> words = [.. WithoutMatchers(tokens)];
        while (words.Count > 0 && Calming.Contains(words[0]) && words[^1] == ")")
        {
            words = words[2..^1];
            words = words[^1] == "]" ? words[..words.LastIndexOf("[")] : words;
        }

        return new Operand(words);
    }

    /// <summary>Whether an expression shows this.</summary>
    public bool IsIn(Expression expression)
    {
        var words = WithoutMatchers(expression.Tokens).ToList();
        return Enumerable.Range(0, Math.Max(0, words.Count - Words.Count + 1)).Any(at => words.Skip(at).Take(Words.Count).SequenceEqual(Words));
    }

    private static IEnumerable<string> WithoutMatchers(IEnumerable<Token> tokens)
    {
        var isInside = false;
        foreach (var token in tokens)
        {
            isInside |= token.Is("{");
            if (!isInside)
            {
                yield return token.Text;
            }

            isInside &= !token.Is("}");
        }
    }
}
