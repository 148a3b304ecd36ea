using Observe.Agent.Records;
using Observe.Prometheus;

namespace Observe.Agent.Metrics;

/// <summary>When each pattern was first seen, and how many there are, on the metrics page.</summary>
internal sealed class PatternFamilies(CommittedMetrics metrics, Func<string, LogPattern?> find, Func<int> count) : IPrometheusFamilySource
{
    private readonly PrometheusFamily _firstSeen = PrometheusFamily.Gauge(
        MetricNames.LogPatternFirstSeen, "s", "When a pattern was first seen, as Unix time.");

    private readonly PrometheusFamily _patterns = PrometheusFamily.Gauge(MetricNames.LogPatterns, "{pattern}", "Patterns of log messages that are known.");
    private readonly HashSet<SeriesKey> _shown = [];
    private PrometheusSeries? _count;
    private int _looked;

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        var counters = metrics.Counters;
        for (; _looked < counters.Count && counters[_looked].Committed > 0; _looked++)
        {
            Show(counters[_looked].Key);
        }

        for (var i = _looked; i < counters.Count; i++)
        {
            if (counters[i].Committed > 0)
            {
                Show(counters[i].Key);
            }
        }

        (_count ??= _patterns.AddSeries()).Set(count());
        return [_firstSeen, _patterns];
    }

    private void Show(SeriesKey key)
    {
        if (key.Metric == MetricNames.LogPatternRecords && find(key["pattern"]) is { } pattern && _shown.Add(key))
        {
            _firstSeen.AddSeries(new("pattern", key["pattern"]), new("level", key["level"])).Set(pattern.FirstSeen / 1000.0);
        }
    }
}
