using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>The tests of an alert show each severity pending and firing, one just below, one without data, and an end.</summary>
internal sealed class AlertsAreTested : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var alert in files.Alerts)
        {
            if (!files.AlertTests.TryGetValue(alert.Name, out var path))
            {
                yield return new Finding(alert.Where, $"has no prometheus/tests/{alert.Name}.yml");
                continue;
            }

            var text = File.ReadAllText(path);
            var last = text[..text.IndexOf("alert_rule_test:", StringComparison.Ordinal)].TrimEnd();
            var wanted = new List<(string Text, string What)> { ("alertstate=\"firing\"", "firing") };
            if (alert.For.Length > 0)
            {
                wanted.Add(("alertstate=\"pending\"", "pending"));
            }

            var lines = text.Split('\n').Where(l => l.Contains($"severity=\"{alert.Severity}\"", StringComparison.Ordinal)).ToList();
            foreach (var (state, what) in wanted.Where(w => !lines.Exists(l => l.Contains(w.Text, StringComparison.Ordinal))))
            {
                yield return new Finding(alert.Where, $"its tests never show it {what}");
            }

            if (alert.IsConstant || alert.Expr.StartsWith("absent(", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var name in new[] { "below", "gone" }.Where(n => !text.Contains($"instance=\"{n}\"", StringComparison.Ordinal)))
            {
                yield return new Finding(alert.Where, $"its tests have no instance {name}");
            }

            if (text.Contains("instance=\"below\", severity=\"" + alert.Severity + "\", alertstate=\"firing\"", StringComparison.Ordinal))
            {
                yield return new Finding(alert.Where, "fires for the instance that is just below");
            }

            if (!last.EndsWith("exp_samples: []", StringComparison.Ordinal))
            {
                yield return new Finding(alert.Where, "its tests do not end with all of it over");
            }
        }
    }
}
