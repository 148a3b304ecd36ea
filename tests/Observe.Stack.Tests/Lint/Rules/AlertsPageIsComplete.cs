using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>docs/alerts.md has a row an alert and severity, with its times and its summary, in the order of the files.</summary>
internal sealed class AlertsPageIsComplete : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var expected = files.Alerts.Select(a => (a.Where, Row: AlertsPage.Row(a))).ToList();
        var rows = files.AlertsPage.Split('\n').Where(l => l.StartsWith("| [", StringComparison.Ordinal)).ToList();
        return expected.Where(e => !rows.Contains(e.Row)).Select(e => new Finding(e.Where, $"docs/alerts.md has no row {e.Row}"))
            .Concat(rows.Except(expected.Select(e => e.Row)).Select(row => new Finding("docs/alerts.md", $"no alert is {row}")));
    }
}
