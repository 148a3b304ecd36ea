using System.Globalization;
using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>A comparison with a figure in an alert's condition.</summary>
internal sealed record Limit(Rule Alert, Operand Operand, bool IsBadAbove, double Value)
{
    private static readonly string[] Comparisons = [">", ">=", "<", "<="];

    public static IEnumerable<Limit> Of(Rule alert)
    {
        var tokens = alert.Expression.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Comparisons.Contains(tokens[i].Text) && Product(tokens, i + 1) is { } value)
            {
                var isBadAbove = tokens[i].Text[0] == '>';
                // "Any at all" is no line that could be drawn.
                if (!isBadAbove || value != 0)
                {
                    yield return new Limit(alert, Operand.Of([.. Left(tokens, i)]), isBadAbove, value);
                }
            }
        }
    }

    /// <summary>The value of figures multiplied up to the end of the comparison; null where anything else stands there.</summary>
    private static double? Product(IReadOnlyList<Token> tokens, int from)
    {
        var value = 1d;
        foreach (var token in tokens.Skip(from).TakeWhile(t => !IsEnd(t) && !t.Is(")")))
        {
            if (token.Kind is TokenKind.Number)
            {
                value *= double.Parse(token.Text, CultureInfo.InvariantCulture);
            }
            else if (!token.Is("*"))
            {
                return null;
            }
        }

        return value;
    }

    private static IEnumerable<Token> Left(IReadOnlyList<Token> tokens, int comparison)
    {
        var depth = 0;
        var start = comparison;
        while (start > 0 && !(depth == 0 && (IsEnd(tokens[start - 1]) || tokens[start - 1].Is("("))))
        {
            start--;
            depth += tokens[start].Is(")") ? 1 : tokens[start].Is("(") ? -1 : 0;
        }

        return tokens.Skip(start).Take(comparison - start);
    }

    private static bool IsEnd(Token token) => token.Kind is TokenKind.Identifier && token.Text is "and" or "or" or "unless";
}
