using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tests.Tokens.Prices;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Ledger;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tests.Tokens.Ledger;

public class TokenLedgerTests
{
    private readonly NameTables _names = new();
    private readonly CommittedMetrics _metrics = new();
    private readonly SetTime _time = new("2026-11-21 10:30:30");
    private readonly LogBatch _batch = new();
    private readonly TokenLedger _ledger;

    public TokenLedgerTests() => _ledger = NewLedger(new PriceTable(PriceFile.BuiltIn()));

    [Fact]
    public void Tokens_of_log_lines_are_counted_by_type_and_a_total_is_output_that_is_estimated()
    {
        var (openai, model) = (_names.Providers.Intern("openai"), _names.Models.Intern("gpt-4o"));
        Line(new() { Provider = openai, Model = model, InputTokens = 1, OutputTokens = 2, CacheReadTokens = 3, CacheWriteTokens = 4, ReasoningTokens = 5 });
        Line(new() { Provider = openai, Model = model, InputTokens = 10, OutputTokens = 20, CacheReadTokens = 30, CacheWriteTokens = 40, ReasoningTokens = 50 });
        Line(new() { Provider = openai, Model = model, OutputTokens = 1000, TokensAreTotal = true });
        Line(new() { OutputTokens = 7 });
        _ledger.Consume(_batch);
        var commit = Take();

        foreach (var (type, tokens) in new[] { ("input", 11), ("output", 22), ("cache_read", 33), ("cache_write", 44), ("reasoning", 55) })
        {
            Assert.Equal(tokens, Counter("openai", "gpt-4o", type, "log", "false"));
        }

        Assert.Equal(1000, Counter("openai", "gpt-4o", "output", "log", "true"));
        Assert.Equal(7, Counter("unknown", "unknown", "output", "log", "false"));
        Assert.Equal(11 + 22 + 33 + 44 + 55 + 1000 + 7, commit.Tokens.Sum(t => t.Tokens));
        Assert.Equal(1000, Assert.Single(commit.Tokens, t => t.Hour.Estimated).Tokens);
    }

    [Theory]
    [InlineData("2026-11-21 10:29:59", "2026-11-21 10:00:00")]
    [InlineData("2026-11-21 09:59:59", "2026-11-21 09:00:00")]
    [InlineData("2025-12-31 23:59:59", "2025-12-31 23:00:00")]
    [InlineData("2026-11-21 10:31:00", "2026-11-21 10:00:00")]
    [InlineData("2026-11-21 11:00:00", "2026-11-21 10:00:00")]
    [InlineData("2088-01-01 00:00:00", "2026-11-21 10:00:00")]
    [InlineData("1970-01-01 00:00:00", "2026-11-21 10:00:00")]
    [InlineData("1999-12-31 23:59:59", "2026-11-21 10:00:00")]
    public void Usage_belongs_to_the_hour_of_its_own_time_and_an_impossible_time_is_now(string at, string hour)
    {
        _ledger.Consume(Api(5) with { UnixMilliseconds = SetTime.Milliseconds(at) });
        Line(new() { OutputTokens = 7, UnixMilliseconds = SetTime.Milliseconds(at) });
        _ledger.Consume(_batch);
        Assert.All(Take().Tokens, t => Assert.Equal(SetTime.Milliseconds(hour), t.Hour.Hour));
    }

    [Fact]
    public void Lines_of_alternating_hours_go_to_their_own()
    {
        for (var i = 0; i < 100; i++)
        {
            Line(new() { OutputTokens = 1 + (i % 2), UnixMilliseconds = SetTime.Milliseconds(i % 2 == 0 ? "2026-11-21 10:00:00" : "2026-10-03 05:17:00") });
        }

        _ledger.Consume(_batch);
        var hours = Take().Tokens.ToDictionary(t => t.Hour.Hour, t => t.Tokens);
        Assert.Equal(50, hours[SetTime.Milliseconds("2026-11-21 10:00:00")]);
        Assert.Equal(100, hours[SetTime.Milliseconds("2026-10-03 05:00:00")]);
        Assert.Equal(2, hours.Count);
    }

    [Fact]
    public void After_the_clock_went_back_usage_is_in_no_hour_to_come()
    {
        _ledger.Consume(Api(1));
        Take();
        _time.Set("2026-11-21 08:10:00");
        _ledger.Consume(Api(2));
        _ledger.Consume(Api(3) with { UnixMilliseconds = SetTime.Milliseconds("2026-11-21 10:30:10") });
        _ledger.Consume(Api(4) with { UnixMilliseconds = SetTime.Milliseconds("2026-11-21 07:50:00") });
        var hours = Take().Tokens.GroupBy(t => t.Hour.Hour).ToDictionary(g => g.Key, g => g.Sum(t => t.Tokens));
        Assert.Equal(5, hours[SetTime.Milliseconds("2026-11-21 08:00:00")]);
        Assert.Equal(4, hours[SetTime.Milliseconds("2026-11-21 07:00:00")]);
        Assert.Equal(2, hours.Count);
        Assert.Equal(10, Counter("openai", "gpt-4o", "output", "api", "false"));
    }

    [Fact]
    public void Names_from_outside_never_make_more_series_than_the_limits()
    {
        for (var i = 0; i < 3 * TokenLedger.MaxAccounts; i++)
        {
            _ledger.Consume(Api(1) with { Provider = $"p{i % 2000}", Model = $"m{i}", Operation = $"o{i % 300}" });
        }

        var commit = Take();
        Assert.InRange(commit.Tokens.Count, 1000, TokenLedger.MaxAccounts + 2000);
        Assert.Equal(3 * TokenLedger.MaxAccounts, commit.Tokens.Sum(t => t.Tokens));
        Assert.Equal(3 * TokenLedger.MaxAccounts, _metrics.Counters.Where(c => c.Key.Metric == MetricNames.Tokens).Sum(c => c.Value));
    }

    [Fact]
    public void The_limits_hold_over_restarts()
    {
        List<(SeriesKey Key, long Value)> stored = [];
        for (var start = 0; start < 3; start++)
        {
            var (names, metrics) = (new NameTables(), new CommittedMetrics());
            new LogMetrics(metrics, names).Load(stored, []);
            var ledger = new TokenLedger(metrics, names, new TokenCalendar(TimeZoneInfo.Utc), new PriceTable([]), _time);
            ledger.Load(stored.Select(s => s.Key));
            for (var i = 0; i < 2 * TokenLedger.MaxAccounts; i++)
            {
                ledger.Consume(Api(1) with { Provider = $"p{i % 700} of start {start}", Model = $"m{i % 90} of start {start}", Operation = "" });
            }

            Take(ledger);
            stored = [.. metrics.Counters.Select(c => (c.Key, c.Value))];
        }

        Assert.InRange(stored.Count(s => s.Key.Metric == MetricNames.Tokens), 1000, TokenLedger.MaxAccounts + 2000);
        Assert.Equal(3 * 2 * TokenLedger.MaxAccounts, stored.Where(s => s.Key.Metric == MetricNames.Tokens).Sum(s => s.Value));
    }

    [Fact]
    public void Counts_below_zero_count_nothing()
    {
        _ledger.Consume(new TokenUsage { Input = -5, Output = long.MinValue, CacheRead = 3 });
        Assert.Equal(3, Assert.Single(Take().Tokens).Tokens);
    }

    /// <summary>1 000 input at $2.50, 200 output at $10, 4 000 cached at $1.25 and 300 reasoning at $10 a million: $0.0125.</summary>
    [Fact]
    public void The_cost_is_the_sum_by_type()
    {
        _ledger.Consume(Api(200) with { Input = 1000, CacheRead = 4000, Reasoning = 300 });
        Take();
        Assert.Equal(12_500_000, Cost("openai", "gpt-4o"));
    }

    /// <summary>o3 cost $10 and $40 a million until 2025-06-09, $2 and $8 from the next day on.</summary>
    [Fact]
    public void Old_usage_is_priced_with_the_price_of_its_day()
    {
        var usage = new TokenUsage { Provider = "openai", Model = "o3", Input = 1_000_000, Output = 1_000_000 };
        _ledger.Consume(usage with { UnixMilliseconds = SetTime.Milliseconds("2025-06-09 23:59:59") });
        Take();
        Assert.Equal(50_000_000_000, Cost("openai", "o3"));
        _ledger.Consume(usage with { UnixMilliseconds = SetTime.Milliseconds("2025-06-10 00:00:00") });
        Take();
        Assert.Equal(60_000_000_000, Cost("openai", "o3"));
    }

    [Fact]
    public void The_day_of_a_price_is_that_of_the_time_zone()
    {
        var ledger = NewLedger(new PriceTable(PriceFile.BuiltIn()), "America/New_York");
        ledger.Consume(new TokenUsage { Provider = "openai", Model = "o3", Input = 1_000_000, UnixMilliseconds = SetTime.Milliseconds("2025-06-10 03:59:00") });
        Take(ledger);
        Assert.Equal(10_000_000_000, Cost("openai", "o3"));
    }

    [Fact]
    public void Tokens_without_a_price_count_as_unpriced_and_never_as_free()
    {
        _ledger.Consume(Api(7) with { Model = "made-up-model" });
        _ledger.Consume(Api(5) with { Provider = "ollama", Model = "llama3.2" });
        Take();
        Assert.Equal(7, Value(MetricNames.CostUnpricedTokens, "openai", "made-up-model"));
        Assert.DoesNotContain(_metrics.Counters, c => c.Key.Metric == MetricNames.Cost && c.Key["model"] == "made-up-model");
        Assert.Equal(0, Cost("ollama", "llama3.2"));
        Assert.DoesNotContain(_metrics.Counters, c => c.Key.Metric == MetricNames.CostUnpricedTokens && c.Key["provider"] == "ollama");
    }

    /// <summary>One token at $0.0028 a million is 2.8 billionths of a dollar.</summary>
    [Fact]
    public void Parts_of_a_billionth_of_a_dollar_are_not_lost()
    {
        for (var i = 0; i < 1000; i++)
        {
            _ledger.Consume(new TokenUsage { Provider = "deepseek", Model = "deepseek-v4-flash", CacheRead = 1 });
            Take();
        }

        Assert.Equal(2800, Cost("deepseek", "deepseek-v4-flash"));
    }

    [Fact]
    public void A_cost_beyond_all_measure_stands_at_the_most_there_is_room_for()
    {
        var ledger = NewLedger(new PriceTable([PriceTableTests.Row("openai", "gpt-4o", 100_000)]));
        for (var i = 0; i < 3; i++)
        {
            ledger.Consume(Api(0) with { Input = TokenUsage.MaxCount });
            Take(ledger);
            Assert.Equal(long.MaxValue, Cost("openai", "gpt-4o"));
        }
    }

    [Fact]
    public void Old_rows_are_forgotten_once_a_day()
    {
        Assert.Equal(SetTime.Milliseconds("2025-10-17 10:30:30"), Take().ForgetTokensBefore);
        _time.Set("2026-11-21 23:59:59");
        Assert.Equal(0, Take().ForgetTokensBefore);
        _time.Set("2026-11-22 00:00:00");
        Assert.Equal(SetTime.Milliseconds("2025-10-18 00:00:00"), Take().ForgetTokensBefore);
    }

    [Fact]
    public void A_batch_costs_no_allocation_once_its_accounts_exist()
    {
        for (var i = 0; i < 200; i++)
        {
            Line(new() { Model = (ushort)(i % 2), InputTokens = i, OutputTokens = i, ReasoningTokens = 1, UnixMilliseconds = i % 3 == 0 ? 0 : SetTime.Milliseconds("2026-11-21 10:30:00") });
        }

        _ledger.Consume(_batch);
        Assert.Equal(0, Allocations.LeastOf(() => _ledger.Consume(_batch)));
    }

    private static TokenUsage Api(long output) =>
        new() { Provider = "openai", Model = "gpt-4o", Operation = "chat", Output = output, Origin = TokenOrigin.Api };

    private TokenLedger NewLedger(PriceTable prices, string zone = "UTC") =>
        new(_metrics, _names, new TokenCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone)), prices, _time);

    private CommitSet Take(TokenLedger? ledger = null)
    {
        var commit = new CommitSet();
        (ledger ?? _ledger).TakeChanges(commit);
        return commit;
    }

    private void Line(LogRecord record)
    {
        _batch.Add(0, 0);
        _batch.Records[^1] = record;
    }

    private long Cost(string provider, string model) => Value(MetricNames.Cost, provider, model);

    private long Value(string metric, string provider, string model) =>
        Assert.Single(_metrics.Counters, c => c.Key.Equals(new SeriesKey(metric, new("provider", provider), new("model", model)))).Value;

    private long Counter(string provider, string model, string type, string origin, string estimated) => Assert.Single(_metrics.Counters, c => c.Key.Equals(
        new SeriesKey(MetricNames.Tokens, new("provider", provider), new("model", model), new("type", type), new("origin", origin), new("estimated", estimated)))).Value;
}
