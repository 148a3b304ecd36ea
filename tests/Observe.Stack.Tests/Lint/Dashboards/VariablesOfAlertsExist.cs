using Observe.Stack.Tests.Files;
using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>What an alert's link narrows its dashboard to is a variable there.</summary>
internal sealed partial class VariablesOfAlertsExist : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) =>
        from alert in files.Alerts
        let link = Link().Match(alert.Annotations.GetValueOrDefault("dashboard_url", ""))
        from dashboard in files.Dashboards.Where(d => d.Uid == link.Groups["uid"].Value)
        from name in link.Groups["name"].Captures.Select(c => c.Value)
        where !dashboard.Variables.Any(v => v.Text("name") == name)
        select new Finding(alert.Where, $"{dashboard.Uid} has no variable {name}");

    [GeneratedRegex(@"/d/(?<uid>[a-z-]+)\?viewPanel=[0-9]+(&var-(?<name>\w+)=[^&]*)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
