using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint;

/// <summary>The table of docs/alerts.md.</summary>
internal static class AlertsPage
{
    public static string Row(Rule alert) =>
        $"| [{alert.Name}](runbooks/{alert.Name}.md) | {alert.Severity} | {Or(alert.For, "at once")} | {Or(alert.KeepFiringFor, "-")} | {alert.Annotations.GetValueOrDefault("summary")} |";

    private static string Or(string duration, string none) => duration.Length > 0 ? duration : none;
}
