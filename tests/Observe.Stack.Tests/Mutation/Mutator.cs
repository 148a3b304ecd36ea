using System.Globalization;
using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Mutation;

/// <summary>
/// Makes every mistake that a hand could make in a rule, one at a time: a comparison turned round, its threshold a tenth off, a
/// window or offset halved, <c>and</c>, <c>or</c> and <c>unless</c> without their right side, and the times of an alert halved.
/// </summary>
internal static class Mutator
{
    private static readonly Dictionary<string, string> Turned = new(StringComparer.Ordinal)
    {
        [">"] = "<", ["<"] = ">", [">="] = "<", ["<="] = ">", ["=="] = "!=", ["!="] = "==",
    };

    public static IEnumerable<Mutant> All(StackFiles files) => files.Rules.SelectMany(rule => Of(rule, files));

    private static IEnumerable<Mutant> Of(Rule rule, StackFiles files)
    {
        var tests = TestsOf(rule, files);
        var source = new RuleSource(File.ReadAllText(Path.Combine(files.Root, rule.File)), rule);
        return Changes(rule.Expression).Select(change => new Mutant(rule.File, $"{rule.Where}: {change.What}", tests, source.WithExpression(change.Expr(rule.Expr))))
            .Concat(Times(rule).Select(time => new Mutant(rule.File, $"{rule.Where}: {time.Key} {time.Old} -> {time.New}", tests, source.WithTime(time.Key, time.Old, time.New))));
    }

    private static IEnumerable<Change> Changes(Expression expression)
    {
        var tokens = expression.Tokens;
        var braces = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            braces += token.Is("{") ? 1 : token.Is("}") ? -1 : 0;
            if (braces > 0)
            {
                continue;
            }

            if (token.Kind is TokenKind.Operator && Turned.TryGetValue(token.Text, out var turned))
            {
                yield return new Change(token, turned);
                if (i + 1 < tokens.Count && tokens[i + 1] is { Kind: TokenKind.Number } number && double.Parse(number.Text, CultureInfo.InvariantCulture) is not 0 and var value)
                {
                    // Towards firing less: what was just above is just below then, and the other way round.
                    yield return new Change(number, $"{value * (token.Text[0] == '<' ? 0.9 : 1.1):R}");
                    yield return new Change(number, $"{value * (token.Text[0] == '<' ? 1.1 : 0.9):R}");
                }
            }
            else if (token.Kind is TokenKind.Duration)
            {
                yield return new Change(token, PromDuration.Format(PromDuration.Parse(token.Text) / 2));
            }
            else if (token.Is("and") || token.Is("unless") || token.Is("or"))
            {
                yield return new Change(new Token(token.Kind, "", token.Start), "", Operands.RightEnd(tokens, i));
            }
        }
    }

    private static IEnumerable<(string Key, string Old, string New)> Times(Rule rule) =>
        new[] { ("for", rule.For), ("keep_firing_for", rule.KeepFiringFor) }
            .Where(t => t.Item2.Length > 0)
            .Select(t => (t.Item1, t.Item2, PromDuration.Format(PromDuration.Parse(t.Item2) / 2)));

    /// <summary>The alert's; or those of every alert that looks at the record, directly or through others, and the records' own.</summary>
    private static List<string> TestsOf(Rule rule, StackFiles files)
    {
        if (rule.IsAlert)
        {
            return [rule.Name];
        }

        var names = new HashSet<string>(StringComparer.Ordinal) { rule.Name };
        int before;
        do
        {
            before = names.Count;
            names.UnionWith(files.Records.Where(r => r.Expression.Metrics.Any(m => names.Contains(m.Text))).Select(r => r.Name));
        }
        while (names.Count > before);

        var alerts = files.Alerts.Where(a => a.Expression.Metrics.Any(m => names.Contains(m.Text))).Select(a => a.Name);
        return [.. alerts.Distinct(StringComparer.Ordinal), "records"];
    }

    private sealed record Change(Token Token, string New, int? CutTo = null)
    {
        public string What => CutTo is null ? $"{Token.Text} -> {New} at {Token.Start}" : $"cut from {Token.Start} to {CutTo}";

        public string Expr(string expr) => expr[..Token.Start] + New + expr[(CutTo ?? Token.End)..];
    }
}
