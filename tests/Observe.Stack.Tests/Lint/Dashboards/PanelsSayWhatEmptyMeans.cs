using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>An empty panel says why it is; "No data" is Grafana's own and says nothing.</summary>
internal sealed class PanelsSayWhatEmptyMeans : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Dashboards.SelectMany(d => d.Panels)
        .Where(p => p.Defaults.Text("noValue") is "" or "-" or "No data" or "N/A")
        .Select(p => new Finding(p.Where, "does not say what it means when it is empty"));
}
