using Observe.Prometheus;

namespace Observe.Agent.Metrics;

/// <summary>Brings the committed series onto the metrics page: always the values of one commit.</summary>
internal sealed class CommittedFamilies : IPrometheusFamilySource
{
    /// <summary>Costs are counted in whole billionths of a dollar, so that adding never rounds.</summary>
    public const double NanosADollar = 1e9;

    private readonly CommittedMetrics _metrics;
    private readonly Dictionary<string, PrometheusFamily> _byName;
    private readonly List<PrometheusFamily> _families;
    private readonly List<PrometheusSeries> _counters = [];
    private readonly List<PrometheusSeries> _histograms = [];

    public CommittedFamilies(CommittedMetrics metrics)
    {
        _metrics = metrics;
        _families =
        [
            PrometheusFamily.Counter(MetricNames.LogRecords, "{record}", "Log records read, by level, provider and category."),
            PrometheusFamily.Counter(MetricNames.LogBytes, "By", "Bytes of log lines read."),
            PrometheusFamily.Counter(MetricNames.LogUnparsed, "{record}", "Log records that could not be read as their file's format, by reason."),
            PrometheusFamily.Counter(MetricNames.LogPatternRecords, "{record}", "Log records by the pattern of their message and level."),
            PrometheusFamily.Histogram(MetricNames.LogRequestDuration, DurationBuckets.Seconds, "s", "Durations of requests that log lines report."),
            PrometheusFamily.Counter(MetricNames.SpanCalls, "{call}", "Spans that apps push, by service, kind and name."),
            PrometheusFamily.Counter(MetricNames.SpanErrors, "{call}", "Spans of calls that failed."),
            PrometheusFamily.Histogram(MetricNames.SpanDuration, DurationBuckets.Seconds, "s", "Durations of spans, by service and kind."),
            PrometheusFamily.Counter(MetricNames.GenAiCalls, "{call}", "Calls to models that spans tell of."),
            PrometheusFamily.Histogram(MetricNames.GenAiDuration, DurationBuckets.ModelCall, "s", "Durations of calls to models that spans tell of."),
            PrometheusFamily.Counter(MetricNames.Tokens, "{token}", "Tokens used; the types never overlap."),
            PrometheusFamily.Counter(MetricNames.Cost, "{USD}", "What tokens cost, by the price of the day they were used."),
            PrometheusFamily.Counter(MetricNames.CostUnpricedTokens, "{token}", "Tokens of models that no price is known of: they are not in the cost."),
        ];
        _byName = _families.ToDictionary(f => f.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        lock (_metrics.Showing)
        {
            var counters = _metrics.Counters;
            for (var i = 0; i < counters.Count; i++)
            {
                if (i == _counters.Count)
                {
                    _counters.Add(SeriesFor(counters[i].Key));
                }

                // A series born since the last commit has nothing to show yet.
                if (counters[i].Committed > 0)
                {
                    Show(_counters[i], counters[i]);
                }
            }

            var histograms = _metrics.Histograms;
            for (var i = 0; i < histograms.Count; i++)
            {
                if (i == _histograms.Count)
                {
                    _histograms.Add(SeriesFor(histograms[i].Key));
                }

                var value = histograms[i].Committed;
                if (value.Counts.Any(c => c > 0))
                {
                    _histograms[i].SetHistogram(value.Counts, value.Sum);
                }
            }
        }

        return _families;
    }

    private static void Show(PrometheusSeries series, CommittedCounter counter)
    {
        if (counter.Key.Metric == MetricNames.Cost)
        {
            series.Set(counter.Committed / NanosADollar);
        }
        else
        {
            series.Set(counter.Committed);
        }
    }

    /// <summary>A metric of another version's data directory is kept there, but shown by the version that knows it.</summary>
    private PrometheusSeries SeriesFor(SeriesKey key)
    {
        if (!_byName.TryGetValue(key.Metric, out var family))
        {
            _byName[key.Metric] = family = PrometheusFamily.Counter(key.Metric);
        }

        return family.AddSeries([.. key.Attributes.Select(a => new KeyValuePair<string, object?>(a.Key, a.Value))]);
    }
}
