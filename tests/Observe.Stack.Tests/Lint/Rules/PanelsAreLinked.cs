using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A panel of grafana/panels.yml is there for an alert, so each is linked.</summary>
internal sealed class PanelsAreLinked : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Panels
        .Where(panel => !files.Alerts.Any(a => $"{a.Annotations.GetValueOrDefault("dashboard_url")}&".Contains($"/d/{panel.Dashboard}?viewPanel={panel.Id}&", StringComparison.Ordinal)))
        .Select(panel => new Finding(panel.Where, "no alert links here"));
}
