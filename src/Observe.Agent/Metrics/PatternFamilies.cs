using Observe.Prometheus;

namespace Observe.Agent.Metrics;

/// <summary>When each pattern was first seen, and how many there are, on the metrics page.</summary>
internal sealed class PatternFamilies(CommittedMetrics metrics, Func<int> count) : IPrometheusFamilySource
{
    private readonly PrometheusFamily _firstSeen = PrometheusFamily.Gauge(
        MetricNames.LogPatternFirstSeen, "s", "When a pattern was first seen, as Unix time.");

    private readonly PrometheusFamily _patterns = PrometheusFamily.Gauge(MetricNames.LogPatterns, "{pattern}", "Patterns of log messages that are known.");
    private readonly HashSet<SeriesKey> _shown = [];
    private PrometheusSeries? _count;

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        lock (metrics.Showing)
        {
            foreach (var counter in metrics.Counters)
            {
                if (counter.Key.Metric == MetricNames.LogPatternRecords && counter.Committed > 0
                    && metrics.FirstSeen.TryGetValue(counter.Key["pattern"], out var milliseconds) && _shown.Add(counter.Key))
                {
                    _firstSeen.AddSeries(new("pattern", counter.Key["pattern"]), new("level", counter.Key["level"])).Set(milliseconds / 1000.0);
                }
            }
        }

        (_count ??= _patterns.AddSeries()).Set(count());
        return [_firstSeen, _patterns];
    }
}
