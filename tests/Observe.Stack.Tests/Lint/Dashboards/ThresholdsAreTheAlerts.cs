using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>
/// A panel that alerts link to has their thresholds in their severities' colours, for as much of their conditions as it shows. Any other
/// panel with thresholds has those of one alert.
/// </summary>
internal sealed class ThresholdsAreTheAlerts : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var limits = files.Alerts.SelectMany(Limit.Of).ToList();
        foreach (var panel in files.Dashboards.SelectMany(d => d.Panels))
        {
            var linked = limits.Where(l => IsLinked(l.Alert, panel)).ToList();
            var isLinked = files.Alerts.Any(a => IsLinked(a, panel));
            foreach (var (steps, expressions) in StepGroup.Of(panel))
            {
                IReadOnlyList<Limit> Shown(IEnumerable<Limit> of) => [.. of.Where(l => expressions.Any(l.Operand.IsIn))];
                var mine = Steps.Of(Shown(linked));
                if (isLinked ? steps != mine : steps != Steps.None && !limits.GroupBy(l => l.Alert.Name).Any(alert => Steps.Of(Shown(alert)) == steps))
                {
                    yield return new Finding(panel.Where, isLinked ? $"has thresholds {steps} where its alerts have {mine}" : $"has thresholds {steps} that are no alert's");
                }
            }
        }
    }

    private static bool IsLinked(Rule alert, DashboardPanel panel) =>
        $"{alert.Annotations.GetValueOrDefault("dashboard_url")}&".Contains($"/d/{panel.Dashboard.Uid}?viewPanel={panel.Id}&", StringComparison.Ordinal);
}
