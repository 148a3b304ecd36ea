using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.Metrics;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>rate and increase look at counters, or at sums of counters that never go back.</summary>
internal sealed class RatesAreOfCounters : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Rules.SelectMany(rule => rule.Expression.MetricsWithin("rate", "increase", "irate")
        .SelectMany(metrics => metrics)
        .Where(metric => !MetricCatalogue.IsCounter(metric.Text) && !metric.Text.EndsWith(":sum", StringComparison.Ordinal))
        .Select(metric => new Finding(rule.Where, $"{metric.Text} is no counter")));
}
