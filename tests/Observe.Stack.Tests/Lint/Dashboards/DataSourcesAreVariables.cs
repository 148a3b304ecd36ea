using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>Everything that asks does so of a variable, whose first choice is a data source that Grafana is told of.</summary>
internal sealed class DataSourcesAreVariables : ILinter
{
    private const string Grafanas = "-- Grafana --";

    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var dashboard in files.Dashboards)
        {
            var sources = dashboard.Variables.Where(v => v.Text("type") == "datasource").ToList();
            var names = sources.Select(v => $"${{{v.Text("name")}}}").ToHashSet(StringComparer.Ordinal);
            foreach (var uid in dashboard.Root.Objects().Select(o => o["datasource"].Text("uid")).Distinct().Where(u => u.Length > 0 && u != Grafanas && !names.Contains(u)))
            {
                yield return new Finding(dashboard.Name, $"asks {uid}, which is no variable of it");
            }

            foreach (var panel in dashboard.Panels.Where(p => p.Root["datasource"].Text("uid").Length == 0 || p.Targets.Any(t => t["datasource"].Text("uid").Length == 0)))
            {
                yield return new Finding(panel.Where, "does not say whom it asks");
            }

            foreach (var source in sources.Where(v => !files.DataSources.Contains(v["current"].Text("value"))))
            {
                yield return new Finding(dashboard.Name, $"variable {source.Text("name")} begins with {source["current"].Text("value")}, which nobody provides");
            }
        }
    }
}
