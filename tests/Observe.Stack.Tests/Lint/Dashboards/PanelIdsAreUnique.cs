using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>Within a dashboard an id and a title are of one panel: links and anchors lead to them.</summary>
internal sealed class PanelIdsAreUnique : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Dashboards.SelectMany(dashboard =>
        Twice(dashboard.All, p => p.Id, "has an id that another has")
            .Concat(Twice(dashboard.Panels, p => p.Title, "has a title that another has")));

    private static IEnumerable<Finding> Twice<T>(IEnumerable<DashboardPanel> panels, Func<DashboardPanel, T> key, string message) =>
        panels.GroupBy(key).SelectMany(same => same.Skip(1)).Select(p => new Finding(p.Where, message));
}
