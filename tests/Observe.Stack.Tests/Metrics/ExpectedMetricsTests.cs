namespace Observe.Stack.Tests.Metrics;

public class ExpectedMetricsTests
{
    [NothingMissingFact]
    public void The_list_of_expected_metrics_is_gone_once_the_agent_has_them_all() =>
        Assert.Fail($"The agent has every metric of {nameof(ExpectedMetrics)}: delete that class, its use in MetricCatalogue and this test.");

    /// <summary>Skipped, with their names, as long as some are missing.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NothingMissingFactAttribute : FactAttribute
    {
        public NothingMissingFactAttribute()
        {
            var missing = string.Join(", ", ExpectedMetrics.Missing);
            Skip = missing.Length > 0 ? $"rules use metrics that the agent does not have yet: {missing}" : null!;
        }
    }
}
