namespace Observe.Stack.Tests.PromQl;

/// <summary>What an expression names: its metrics, windows and calls.</summary>
internal sealed class Expression
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "and", "or", "unless", "atan2", "offset", "bool", "by", "without", "on", "ignoring", "group_left", "group_right", "start", "end",
        "inf", "nan", "Inf", "NaN",
    };

    private static readonly HashSet<string> BeforeLabels = new(StringComparer.Ordinal)
    {
        "by", "without", "on", "ignoring", "group_left", "group_right",
    };

    private readonly HashSet<int> _metrics = [];

    public Expression(string text)
    {
        Tokens = Lexer.Split(text);
        FindMetrics();
    }

    public IReadOnlyList<Token> Tokens { get; }

    public IEnumerable<Token> Metrics => _metrics.Order().Select(i => Tokens[i]);

    /// <summary>The lengths of ranges: 5m of <c>[5m]</c> and 1d of <c>[1d:5m]</c>.</summary>
    public IEnumerable<Token> Windows => Tokens.Skip(1).Where((token, i) => token.Kind is TokenKind.Duration && Tokens[i].Is("["));

    /// <summary>The metrics within the arguments of a function, each call on its own.</summary>
    public IEnumerable<IReadOnlyList<Token>> MetricsWithin(params string[] functions)
    {
        for (var i = 0; i + 1 < Tokens.Count; i++)
        {
            if (functions.Contains(Tokens[i].Text) && Tokens[i + 1].Is("("))
            {
                var end = Closing(i + 1);
                yield return [.. _metrics.Where(m => m > i && m < end).Order().Select(m => Tokens[m])];
            }
        }
    }

    /// <summary>Whether an offset is applied to the metric of this token.</summary>
    public bool IsShifted(Token metric)
    {
        var depth = 0;
        foreach (var token in Tokens.SkipWhile(t => t.Start <= metric.Start))
        {
            if (token.Is("{") || token.Is("["))
            {
                depth++;
            }
            else if (token.Is("}") || token.Is("]"))
            {
                depth--;
            }
            else if (depth == 0)
            {
                return token.Is("offset");
            }
        }

        return false;
    }

    private void FindMetrics()
    {
        for (var i = 0; i < Tokens.Count; i++)
        {
            if (Tokens[i].Is("{"))
            {
                i = Closing(i);
            }
            else if (Tokens[i].Kind is TokenKind.Identifier && Next(i, "(") && BeforeLabels.Contains(Tokens[i].Text))
            {
                i = Closing(i + 1);
            }
            else if (Tokens[i].Kind is TokenKind.Identifier && !Words.Contains(Tokens[i].Text) && !IsCall(i))
            {
                _metrics.Add(i);
            }
        }
    }

    /// <summary>A function, or an aggregation with its labels before the parenthesis.</summary>
    private bool IsCall(int i) => Next(i, "(") || (i + 1 < Tokens.Count && Tokens[i + 1].Text is "by" or "without");

    private bool Next(int i, string text) => i + 1 < Tokens.Count && Tokens[i + 1].Is(text);

    private int Closing(int opening)
    {
        var (open, close) = Tokens[opening].Is("{") ? ("{", "}") : ("(", ")");
        var depth = 0;
        for (var i = opening; i < Tokens.Count; i++)
        {
            depth += Tokens[i].Is(open) ? 1 : Tokens[i].Is(close) ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return Tokens.Count;
    }
}
