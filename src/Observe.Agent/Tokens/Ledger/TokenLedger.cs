using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens.Ledger;

/// <summary>
/// Every use of tokens, from whatever source, is counted here and nowhere else: what is taken at a cut becomes the rows of the
/// ledger and the counters alike, so that they agree always. The caller holds the lock under which commits are cut.
/// </summary>
internal sealed class TokenLedger(CommittedMetrics metrics, NameTables names, TokenCalendar calendar, PriceTable prices, TimeProvider time)
    : ITokenUsageConsumer, ILogConsumer
{
    public static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    /// <summary>Combinations of provider, model, operation and origin; further ones count as model <c>other</c>.</summary>
    public const int MaxAccounts = 5000;

    private const long Minute = 60_000;

    /// <summary>Usage of the last hours is kept apart by the minute until it is stored, so that its rate is known.</summary>
    private const long RecentMilliseconds = 2 * 60 * Minute;

    /// <summary>There was no language model to use before: such a time is that of a clock which was never set.</summary>
    private static readonly long Earliest = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly Dictionary<AccountName, TokenAccount> _accounts = [];
    private readonly SeriesTable<TokenAccount> _logAccounts = new();
    private readonly List<TokenBucket> _changed = [];
    private readonly TokenCosts _costs = new(metrics, prices, calendar);
    private long _now = time.GetUtcNow().ToUnixTimeMilliseconds();
    private TokenCalendar.Span _hour = new(0, 0);
    private TokenCalendar.Span _today = new(0, 0);

    /// <summary>Takes over the names in what was committed by earlier runs, so that the limit holds over restarts.</summary>
    public void Load(IEnumerable<SeriesKey> counters)
    {
        foreach (var key in counters)
        {
            if (key.Metric == MetricNames.Tokens && AttributeValues.TokenOriginOf(key["origin"]) is { } origin)
            {
                Account(new(LogMetrics.NameIn(key, "provider"), LogMetrics.NameIn(key, "model"), "", origin));
            }
        }
    }

    public void Consume(in TokenUsage usage)
    {
        LookAtClock();
        var account = Account(new(
            names.Providers[names.Providers.Intern(usage.Provider ?? "")],
            names.Models[names.Models.Intern(usage.Model ?? "")],
            names.Operations[names.Operations.Intern(usage.Operation ?? "")],
            usage.Origin));
        Bucket(account, usage.UnixMilliseconds).Add(usage, _changed);
    }

    /// <summary>Counts the lines of a batch that report tokens.</summary>
    public void Consume(LogBatch batch)
    {
        LookAtClock();
        foreach (ref readonly var record in batch.Records)
        {
            if (record.HasTokens)
            {
                var key = ((uint)record.Provider << 16) | record.Model;
                if (!_logAccounts.TryGet(key, out var account))
                {
                    _logAccounts.Add(key, account = Account(new(names.Providers[record.Provider], names.Models[record.Model], "", TokenOrigin.Log)));
                }

                Bucket(account, record.UnixMilliseconds).Add(record, _changed);
            }
        }
    }

    /// <summary>Moves what was counted since the last cut into the commit and into the counters.</summary>
    public void TakeChanges(CommitSet commit)
    {
        LookAtClock();
        foreach (var bucket in _changed)
        {
            for (var cell = 0; cell < TokenBucket.Types * 2; cell++)
            {
                if (bucket.Take(cell) is not 0 and var tokens)
                {
                    Count(commit, bucket, (TokenType)(cell % TokenBucket.Types), cell >= TokenBucket.Types, tokens);
                }
            }

            bucket.Account.Forget(currentToo: false);
        }

        _changed.Clear();
        if (!_today.Contains(_now))
        {
            _today = calendar.DayOf(_now);
            commit.ForgetTokensBefore = _now - (long)Retention.TotalMilliseconds;
        }
    }

    private void Count(CommitSet commit, TokenBucket bucket, TokenType type, bool estimated, long tokens)
    {
        var name = bucket.Account.Name;
        var hour = new TokenHour(bucket.Hour, name.Provider, name.Model, name.Operation, type, name.Origin, estimated);
        commit.Tokens.Add(new TokenDelta(hour, bucket.Start, tokens));
        bucket.Account.Counter(metrics, type, estimated).Add(tokens);
        _costs.Count(hour, tokens);
    }

    private TokenBucket Bucket(TokenAccount account, long at)
    {
        var current = account.Current;
        return current is not null && at >= current.Start && at < current.End ? current : FindBucket(account, at);
    }

    /// <summary>Usage belongs to the hour of its own time. A time to come, or one that cannot be, is now.</summary>
    private TokenBucket FindBucket(TokenAccount account, long at)
    {
        at = at < Earliest || at > _now ? _now : at;
        if (account.Current is { } current && at >= current.Start && at < current.End)
        {
            return current;
        }

        if (!_hour.Contains(at))
        {
            _hour = calendar.HourOf(at);
        }

        if (_now - at > RecentMilliseconds)
        {
            return account.Bucket(_hour, _hour.Start);
        }

        var minute = at - (at % Minute);
        return account.Bucket(new(Math.Max(minute, _hour.Start), Math.Min(minute + Minute, _hour.End)), _hour.Start);
    }

    private TokenAccount Account(in AccountName name)
    {
        if (_accounts.TryGetValue(name, out var account))
        {
            return account;
        }

        var isOverflow = name.Model == NameTable.Overflow && name.Operation.Length == 0;
        return _accounts.Count >= MaxAccounts && !isOverflow
            ? Account(name with { Model = NameTable.Overflow, Operation = "" })
            : _accounts[name] = new TokenAccount(name);
    }

    private void LookAtClock()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (now < _now)
        {
            // The clock went back: buckets of what is the future now take nothing more.
            foreach (var account in _accounts.Values)
            {
                account.Forget(currentToo: true);
            }
        }

        _now = now;
    }
}
