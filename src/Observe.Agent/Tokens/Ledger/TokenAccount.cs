using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Ledger;

/// <summary>One provider, model, operation and origin: its buckets since the last commit and its counters.</summary>
internal sealed class TokenAccount(AccountName name)
{
    private readonly Dictionary<long, TokenBucket> _buckets = [];
    private readonly CommittedCounter?[] _counters = new CommittedCounter?[TokenBucket.Types * 2];

    public AccountName Name => name;

    /// <summary>Of the last usage: the next one is mostly of the same minute.</summary>
    public TokenBucket? Current { get; private set; }

    public TokenBucket Bucket(TokenCalendar.Span span, long hour)
    {
        if (!_buckets.TryGetValue(span.Start, out var bucket))
        {
            _buckets[span.Start] = bucket = new TokenBucket(this, span, hour);
        }

        return Current = bucket;
    }

    /// <summary>After a cut: what is counted from now on goes into new buckets, but for the current one.</summary>
    public void Forget(bool currentToo)
    {
        _buckets.Clear();
        Current = currentToo ? null : Current;
        if (Current is not null)
        {
            _buckets[Current.Start] = Current;
        }
    }

    /// <summary><c>observe.tokens</c> has no operation: counters of accounts that differ in it alone are the same.</summary>
    public CommittedCounter Counter(CommittedMetrics metrics, TokenType type, bool estimated) =>
        _counters[(int)type + (estimated ? TokenBucket.Types : 0)] ??= metrics.Counter(new SeriesKey(
            MetricNames.Tokens,
            new("provider", LogMetrics.NameOf(name.Provider)),
            new("model", LogMetrics.NameOf(name.Model)),
            new("type", AttributeValues.Of(type)),
            new("origin", AttributeValues.Of(name.Origin)),
            new("estimated", estimated ? "true" : "false")));
}
