using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.Metrics;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>In panels too, rate and increase look at counters.</summary>
internal sealed class PanelRatesAreOfCounters : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) =>
        from panel in files.Dashboards.SelectMany(d => d.Panels)
        from expression in panel.Expressions
        from metric in expression.MetricsWithin("rate", "increase", "irate").SelectMany(m => m)
        where !MetricCatalogue.IsCounter(metric.Text) && !metric.Text.EndsWith(":sum", StringComparison.Ordinal)
        select new Finding(panel.Where, $"{metric.Text} is no counter");
}
