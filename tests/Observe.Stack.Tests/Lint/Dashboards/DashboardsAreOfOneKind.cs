using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>Dashboards have one schema, are not to be edited, show the alerts that fire, and lead to each other.</summary>
internal sealed class DashboardsAreOfOneKind : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Dashboards.SelectMany(d => Faults(d).Select(fault => new Finding(d.Name, fault)));

    private static IEnumerable<string> Faults(DashboardFile dashboard)
    {
        if (dashboard.Root.Text("schemaVersion") != "42")
        {
            yield return "is not of schema 42";
        }

        if (dashboard.Root.Text("editable") != "false")
        {
            yield return "can be edited";
        }

        if (!dashboard.Root.Items("tags").Select(t => t.ToString()).SequenceEqual(["observe", dashboard.Folder]))
        {
            yield return "has other tags than observe and its folder";
        }

        if (!dashboard.Annotations.Any(a => a.Text("expr").StartsWith("ALERTS{alertstate=\"firing\"", StringComparison.Ordinal)))
        {
            yield return "does not show the alerts that fire";
        }

        if (!dashboard.Root.Items("links").Any(l => l.Text("type") == "dashboards" && l.Text("keepTime") == "true" && l.Items("tags").Any(t => t.ToString() == "observe")))
        {
            yield return "does not lead to the others";
        }

        if (dashboard.Root.Text("description").Length == 0 || dashboard.Root.Text("title").Length == 0)
        {
            yield return "does not say what it answers";
        }
    }
}
