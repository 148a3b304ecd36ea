using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Budgets;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tests.Tokens.Budgets;

public class BudgetBookTests
{
    private readonly SetTime _time = new("2026-11-21 10:20:00");
    private readonly Dictionary<TokenHour, long> _ledger = [];
    private readonly List<BudgetTransition> _told = [];
    private readonly TokenOptions _options = new();
    private readonly PriceTable _prices = new(PriceFile.BuiltIn());

    [Theory]
    [InlineData(39_999, "ok")]
    [InlineData(40_000, "warning")]
    [InlineData(49_999, "warning")]
    [InlineData(50_000, "exceeded")]
    [InlineData(50_001, "exceeded")]
    public void A_budget_warns_at_four_fifths_and_is_exceeded_at_its_limit(long used, string state)
    {
        var book = NewBook();
        Commit(book, used);
        var hourly = Status(book, "hourly");
        Assert.Equal((state, (decimal)used, 50_000m), (AttributeValues.Of(hourly.State), hourly.Used, hourly.Budget.Limit));
        Assert.Equal(500_000m, Status(book, "daily").Budget.Limit);
        Assert.Equal(state == "ok" ? 0 : 1, _told.Count);
    }

    [Fact]
    public void Each_transition_is_told_once_also_over_a_restart()
    {
        var book = NewBook();
        Commit(book, 45_000);
        Commit(book, 1);
        Commit(book, 10_000);
        Commit(book, 10_000);
        book = NewBook();
        Commit(book, 0);
        Commit(book, 10_000);
        Assert.Equal([("hourly", BudgetState.Ok, BudgetState.Warning), ("hourly", BudgetState.Warning, BudgetState.Exceeded)], _told.Select(t => (t.Budget, t.From, t.To)));
        Assert.Equal([45_000m, 55_001m], _told.Select(t => t.Used));
    }

    [Fact]
    public void What_is_used_goes_on_after_a_restart_in_the_middle_of_an_hour()
    {
        var book = NewBook();
        Commit(book, 30_000);
        _time.Set("2026-11-21 10:40:00");
        book = NewBook();
        Commit(book, 5);
        Assert.Equal(30_005, Status(book, "hourly").Used);
        Assert.Equal(30_005, Status(book, "daily").Used);
    }

    [Fact]
    public void A_new_period_begins_with_nothing_used_and_that_is_told_when_the_last_was_exceeded()
    {
        var book = NewBook();
        Commit(book, 60_000);
        _time.Set("2026-11-21 11:00:00");
        Commit(book, 0);
        Assert.Equal(0, Status(book, "hourly").Used);
        Assert.Equal(60_000, Status(book, "daily").Used);
        Assert.Equal((BudgetState.Exceeded, BudgetState.Ok), (_told[^1].From, _told[^1].To));
        _time.Set("2026-11-21 12:00:00");
        Commit(book, 0);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void After_the_clock_went_back_nothing_is_told_twice_and_nothing_is_used_twice()
    {
        var book = NewBook();
        Commit(book, 60_000);
        _time.Set("2026-11-21 11:00:05");
        Commit(book, 100);
        _time.Set("2026-11-21 10:59:50");
        Commit(book, 200);
        Assert.Equal(60_200, Status(book, "hourly").Used);
        _time.Set("2026-11-21 11:00:05");
        Commit(book, 300);
        Assert.Equal(400, Status(book, "hourly").Used);
        Assert.Equal(60_600, Status(book, "daily").Used);
        Assert.Equal([BudgetState.Exceeded, BudgetState.Ok], _told.Select(t => t.To));
    }

    /// <summary>12 000 tokens in the last ten minutes are 1 200 a minute: 28 000 more take 23 minutes and 20 seconds.</summary>
    [Fact]
    public void The_time_of_reaching_the_limit_follows_from_the_present_rate()
    {
        var book = NewBook();
        Commit(book, 10_000, "2026-11-21 10:05:00");
        Commit(book, 6_000, "2026-11-21 10:12:00");
        Commit(book, 6_000, "2026-11-21 10:19:00");
        var hourly = Status(book, "hourly");
        Assert.Equal(22_000, hourly.Used);
        Assert.Equal(SetTime.Milliseconds("2026-11-21 10:43:20"), hourly.LimitAt);
        Assert.Equal(22_000 + (1_200 * 40), hourly.Projected, 6);

        _time.Set("2026-11-21 10:31:00");
        Commit(book, 0);
        Assert.Null(Status(book, "hourly").LimitAt);
        Assert.Equal(22_000, Status(book, "hourly").Projected);
    }

    /// <summary>30 000 in the first twenty minutes of the hour are 1 428 a minute when the ledger knows the hour alone.</summary>
    [Fact]
    public void After_a_restart_the_rate_is_that_of_the_running_hour()
    {
        Commit(NewBook(), 30_000, "2026-11-21 10:01:00");
        var book = NewBook();
        Commit(book, 0);
        Assert.InRange(Status(book, "hourly").LimitAt!.Value, SetTime.Milliseconds("2026-11-21 10:33:30"), SetTime.Milliseconds("2026-11-21 10:34:30"));
    }

    [Fact]
    public void Late_usage_of_an_earlier_period_is_not_in_this_one()
    {
        var book = NewBook();
        Commit(book, 70_000, "2026-11-21 09:30:00");
        Assert.Equal(0, Status(book, "hourly").Used);
        Assert.Equal(0, Status(book, "hourly").Projected);
        Assert.Equal(70_000, Status(book, "daily").Used);
    }

    /// <summary>Claude Opus 4.5: 100 000 in at $5 and 20 000 out at $25 a million are one dollar; what has no price is told apart.</summary>
    [Fact]
    public void A_budget_of_money_counts_dollars_of_what_it_is_for()
    {
        _options.Budgets["claude"] = new() { Limit = 2, Unit = BudgetUnit.Usd, Period = BudgetPeriod.Month, Warning = 0.5, Providers = ["anthropic"], Operations = ["ch*"] };
        var book = NewBook();
        Commit(book, [Row("anthropic", "claude-opus-4-5", "chat", TokenType.Input, 100_000), Row("anthropic", "claude-opus-4-5", "chat", TokenType.Output, 20_000)]);
        Commit(book, [Row("anthropic", "claude-opus-4-5", "batch", TokenType.Output, 1_000_000), Row("openai", "gpt-4o", "chat", TokenType.Output, 1_000_000)]);
        Commit(book, [Row("anthropic", "claude-of-tomorrow", "chat", TokenType.Output, 77)]);
        var claude = Status(book, "claude");
        Assert.Equal((1.0m, BudgetState.Warning, 77L), (claude.Used, claude.State, claude.Unpriced));
        Assert.Equal(("usd", "month", 1.0m), _told.Where(t => t.Budget == "claude").Select(t => (t.Unit, t.Period, t.Used)).Single());
    }

    [Fact]
    public void What_other_agents_used_is_in_it_as_long_as_it_is_of_this_period()
    {
        var book = NewBook();
        Commit(book, 10_000);
        book.SetElsewhere(new Dictionary<string, BudgetUse> { ["hourly"] = new(SetTime.Milliseconds("2026-11-21 10:00:00"), new BudgetAmount(35_000, 0)) });
        Commit(book, 0);
        Assert.Equal((45_000m, BudgetState.Warning), (Status(book, "hourly").Used, Status(book, "hourly").State));
        _time.Set("2026-11-21 11:00:00");
        Commit(book, 0);
        Assert.Equal(0, Status(book, "hourly").Used);
    }

    [Fact]
    public void A_limit_of_nothing_takes_a_default_budget_away()
    {
        _options.Budgets["hourly"].Limit = 0;
        var book = NewBook();
        Commit(book, 1);
        Assert.Equal("daily", Assert.Single(book.Statuses).Budget.Name);
    }

    /// <summary>Whatever comes when, in whatever time zone, with restarts between: a budget says what the ledger has of its period.</summary>
    [Fact]
    public void What_is_used_is_always_the_sum_of_the_ledger_over_the_period()
    {
        var steps = Gen.Choose(0, 5000).SelectMany(tokens => Gen.Choose(-3 * 3600, 2 * 3600).SelectMany(move => Gen.Choose(0, 90_000).SelectMany(ago =>
            Gen.Choose(0, 9).Select(restart => (tokens, move, ago, restart)))));
        var runs = from zone in Gen.Elements("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "America/Havana")
                   from start in Gen.Elements("2026-03-28 20:00", "2026-10-24 20:00", "2026-04-04 08:00", "2026-11-01 03:00", "2026-12-31 18:00")
                   from list in steps.ListOf(30)
                   select (zone, start, list);
        Prop.ForAll(Arb.From(runs), run =>
        {
            _ledger.Clear();
            _told.Clear();
            _time.Set(run.start);
            _options.TimeZone = run.zone;
            _options.Budgets["monthly"] = new() { Limit = 100_000, Period = BudgetPeriod.Month };
            var calendar = _options.Calendar();
            var book = NewBook();
            foreach (var (tokens, move, ago, restart) in run.list)
            {
                _time.Now += TimeSpan.FromSeconds(move);
                book = restart == 0 ? NewBook() : book;
                var at = (_time.Now - TimeSpan.FromSeconds(ago)).ToUnixTimeMilliseconds();
                Commit(book, [new TokenDelta(new(calendar.HourOf(at).Start, "p", "m", "", TokenType.Input, TokenOrigin.Log, false), at, tokens)]);
                foreach (var status in book.Statuses)
                {
                    Assert.True(status.Period.Contains(_time.Now.ToUnixTimeMilliseconds()));
                    Assert.Equal(_ledger.Where(r => status.Period.Contains(r.Key.Hour)).Sum(r => r.Value), status.Used);
                    Assert.Equal(status.State, status.Budget.StateOf(status.Used));
                }
            }

            // Within a period no state is told twice in a row.
            Assert.All(_told.GroupBy(t => (t.Budget, t.PeriodStart)), g => Assert.All(g.Zip(g.Skip(1)), pair => Assert.NotEqual(pair.First.To, pair.Second.To)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    private static BudgetStatus Status(BudgetBook book, string name) => book.Statuses.Single(s => s.Budget.Name == name);

    private BudgetBook NewBook() => new(
        [.. Budget.Of(_options).Select(b => new BudgetMeter(b, _options.Calendar(), _prices, (from, to) =>
            [.. _ledger.Where(r => r.Key.Hour >= from && r.Key.Hour < to).Select(r => new TokenCount(r.Key, r.Value))]))],
        [.. _told],
        _options.Calendar(),
        _time,
        NullLogger<BudgetBook>.Instance);

    private TokenDelta Row(string provider, string model, string operation, TokenType type, long tokens)
    {
        var now = _time.Now.ToUnixTimeMilliseconds();
        return new(new(_options.Calendar().HourOf(now).Start, provider, model, operation, type, TokenOrigin.Api, false), now, tokens);
    }

    private void Commit(BudgetBook book, long tokens, string? at = null)
    {
        var when = at is null ? _time.Now.ToUnixTimeMilliseconds() : SetTime.Milliseconds(at);
        Commit(book, [new TokenDelta(new(_options.Calendar().HourOf(when).Start, "openai", "gpt-4o", "", TokenType.Input, TokenOrigin.Log, false), when, tokens)]);
    }

    private void Commit(BudgetBook book, IEnumerable<TokenDelta> deltas)
    {
        var commit = new CommitSet();
        commit.Tokens.AddRange(deltas);
        book.Evaluate(commit);
        foreach (var delta in commit.Tokens)
        {
            _ledger[delta.Hour] = _ledger.GetValueOrDefault(delta.Hour) + delta.Tokens;
        }

        _told.AddRange(commit.Budgets);
        book.Publish(commit);
    }
}
