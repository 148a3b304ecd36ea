using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.Metrics;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>Every metric that a panel, variable or annotation names is recorded, or exported by the agent, an app or a listed exporter.</summary>
internal sealed class PanelMetricsAreExported : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var recorded = files.Records.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        return files.Dashboards.SelectMany(Expressions).SelectMany(e => e.Expression.Metrics.Select(m => m.Text).Distinct()
            .Where(metric => !recorded.Contains(metric) && !MetricCatalogue.IsKnown(metric))
            .Select(metric => new Finding(e.Where, $"nobody exports {metric}")));
    }

    private static IEnumerable<(string Where, Expression Expression)> Expressions(DashboardFile dashboard) =>
    [
        .. dashboard.Panels.SelectMany(p => p.Expressions.Select(e => (p.Where, e))),
        .. dashboard.Annotations.Where(a => a.Text("expr").Length > 0).Select(a => ($"{dashboard.Name} {a.Text("name")}", DashboardPanel.ExpressionOf(a.Text("expr")))),
        // label_values(series, label): the series.
        .. dashboard.Variables.Where(v => v.Text("definition").Contains(',', StringComparison.Ordinal)).Select(v =>
            ($"{dashboard.Name} ${v.Text("name")}", DashboardPanel.ExpressionOf(v.Text("definition")["label_values(".Length..v.Text("definition").LastIndexOf(',')]))),
    ];
}
