using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.Metrics;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>predict_linear, deriv and delta look at gauges: a counter's reset would be a cliff.</summary>
internal sealed class PredictionsAreOfGauges : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Rules.SelectMany(rule => rule.Expression.MetricsWithin("predict_linear", "deriv", "delta", "idelta")
        .SelectMany(metrics => metrics)
        .Where(metric => MetricCatalogue.IsCounter(metric.Text) || metric.Text.EndsWith(":sum", StringComparison.Ordinal))
        .Select(metric => new Finding(rule.Where, $"{metric.Text} is a counter")));
}
