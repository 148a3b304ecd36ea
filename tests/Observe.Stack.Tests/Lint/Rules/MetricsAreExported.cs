using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.Metrics;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>Every metric that a rule or panel names is recorded, or exported by the agent or a listed exporter.</summary>
internal sealed class MetricsAreExported : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var recorded = files.Records.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        var expressions = files.Rules.Select(r => (r.Where, r.Expression))
            .Concat(files.Panels.Select(p => (p.Where, new Expression(p.Shows))));
        return expressions.SelectMany(e => e.Item2.Metrics.Select(m => m.Text).Distinct()
            .Where(metric => !recorded.Contains(metric) && !MetricCatalogue.IsKnown(metric))
            .Select(metric => new Finding(e.Where, $"nobody exports {metric}")));
    }
}
