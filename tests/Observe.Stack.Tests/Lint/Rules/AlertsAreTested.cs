using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>The tests of an alert show each severity pending and firing, one just below, one without data, and an end.</summary>
internal sealed class AlertsAreTested : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Alerts.SelectMany(alert =>
        (files.AlertTests.TryGetValue(alert.Name, out var path) ? Faults(alert, File.ReadAllText(path)) : [$"has no prometheus/tests/{alert.Name}.yml"])
            .Select(fault => new Finding(alert.Where, fault)));

    private static IEnumerable<string> Faults(Rule alert, string tests)
    {
        var states = tests[..tests.IndexOf("alert_rule_test:", StringComparison.Ordinal)].TrimEnd();
        bool Shows(string labels) => states.Contains(labels, StringComparison.Ordinal);
        if (!Shows($"severity=\"{alert.Severity}\", alertstate=\"firing\""))
        {
            yield return "its tests never show it firing";
        }

        if (alert.For.Length > 0 && !Shows($"severity=\"{alert.Severity}\", alertstate=\"pending\""))
        {
            yield return "its tests never show it pending";
        }

        if (alert.IsConstant || alert.Expr.StartsWith("absent(", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var name in new[] { "below", "gone" }.Where(name => !Shows($"instance=\"{name}\"")))
        {
            yield return $"its tests have no instance {name}";
        }

        // An alert of a whole app has its job alone.
        if (new[] { "instance", "job" }.Any(label => Shows($"{label}=\"below\", severity=\"{alert.Severity}\", alertstate=\"firing\"")))
        {
            yield return "fires for the one that is just below";
        }

        if (!states.EndsWith("exp_samples: []", StringComparison.Ordinal))
        {
            yield return "its tests do not end with all of it over";
        }
    }
}
