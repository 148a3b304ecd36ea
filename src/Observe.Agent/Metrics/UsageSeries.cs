using Observe.Agent.Records;

namespace Observe.Agent.Metrics;

/// <summary>Tokens and request durations of one provider's model, as log lines report them.</summary>
internal sealed class UsageSeries(CommittedMetrics metrics, string provider, string model)
{
    private CommittedCounter? _input;
    private CommittedCounter? _output;
    private CommittedCounter? _estimatedOutput;
    private CommittedCounter? _cacheRead;
    private CommittedCounter? _cacheWrite;
    private CommittedCounter? _reasoning;
    private CommittedHistogram? _duration;

    public void Count(in LogRecord record)
    {
        if (record.InputTokens > 0)
        {
            (_input ??= Tokens("input", "false")).Add(record.InputTokens);
        }

        if (record.OutputTokens > 0)
        {
            // A total cannot be split; it stands as output, the dearer type, and says that this is an estimate.
            (record.TokensAreTotal ? _estimatedOutput ??= Tokens("output", "true") : _output ??= Tokens("output", "false")).Add(record.OutputTokens);
        }

        if ((record.CacheReadTokens | record.CacheWriteTokens | record.ReasoningTokens) != 0)
        {
            CountRare(record);
        }

        if (record.LatencyMicroseconds >= 0)
        {
            _duration ??= metrics.Histogram(
                new SeriesKey(MetricNames.LogRequestDuration, new("provider", provider), new("model", model)), DurationBuckets.Seconds);
            _duration.Record(record.LatencyMicroseconds / 1e6);
        }
    }

    private void CountRare(in LogRecord record)
    {
        if (record.CacheReadTokens > 0)
        {
            (_cacheRead ??= Tokens("cache_read", "false")).Add(record.CacheReadTokens);
        }

        if (record.CacheWriteTokens > 0)
        {
            (_cacheWrite ??= Tokens("cache_write", "false")).Add(record.CacheWriteTokens);
        }

        if (record.ReasoningTokens > 0)
        {
            (_reasoning ??= Tokens("reasoning", "false")).Add(record.ReasoningTokens);
        }
    }

    private CommittedCounter Tokens(string type, string estimated) => metrics.Counter(new SeriesKey(
        MetricNames.Tokens, new("provider", provider), new("model", model), new("type", type), new("origin", "log"), new("estimated", estimated)));
}
