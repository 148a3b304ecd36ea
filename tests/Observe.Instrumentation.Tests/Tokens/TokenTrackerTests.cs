using Microsoft.Extensions.Logging;
using Observe.Instrumentation.Tests.Delivery;
using Observe.Instrumentation.Tokens;

namespace Observe.Instrumentation.Tests.Tokens;

public class TokenTrackerTests
{
    private readonly ManualTime _time = new();
    private readonly ListLogger _log = new();

    [Fact]
    public void Usage_adds_up_by_provider_and_model()
    {
        using var tracker = new TokenTracker();
        tracker.Add("openai", "gpt-4o", 10, 5);
        tracker.Add("openai", "gpt-4o", 1, 2, 3);
        tracker.Add(null, null, -4, 6);
        Assert.Equal([new TokenUsage("openai", "gpt-4o", 2, 11, 7, 3), new TokenUsage("unknown", "unknown", 1, 0, 6, 0)], tracker.GetUsage());
    }

    [Fact]
    public void Counts_that_cannot_be_are_bounded_and_a_logger_that_throws_stays_within()
    {
        using var tracker = new TokenTracker(
            [new TokenLimit("daily", long.MaxValue / 2, TokenPeriod.Day), new TokenLimit("hourly", 10, TokenPeriod.Hour)],
            new ThrowingLogger { FailsAtOnce = true }.CreateLogger<TokenTracker>());
        for (var i = 0; i < 3; i++)
        {
            tracker.Add("p", "m", long.MaxValue, long.MaxValue, long.MaxValue);
        }

        var usage = Assert.Single(tracker.GetUsage());
        Assert.Equal((3_000_000_000_000, 3_000_000_000_000, 6_000_000_000_000), (usage.InputTokens, usage.OutputTokens, usage.EstimatedTokens));
        Assert.Equal([false, true], tracker.GetLimits().Select(l => l.IsExceeded));
    }

    [Fact]
    public async Task A_limit_warns_at_80_percent_once_and_again_when_it_is_exceeded()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = DeliveryTests.Client(agent.Address, o => o.TokenLimits.Add(new TokenLimit("hourly", 100, TokenPeriod.Hour)), _time);
        var seen = new List<int>();
        foreach (var tokens in (int[])[79, 1, 10, 10, 1, 50])
        {
            client.Tokens.Add("p", "m", tokens, 0);
            await client.FlushAsync();
            seen.Add(agent.Logs.Count);
        }

        Assert.Equal([0, 1, 1, 1, 2, 2], seen);
        Assert.Equal([0.8, 1.0], agent.Logs.Select(l => Convert.ToDouble(l.Attributes["observe.token.limit.share"])));
        Assert.Equal([13, 17], agent.Logs.Select(l => l.Severity));
        Assert.Equal(80L, agent.Logs[0].Attributes["observe.token.limit.used"]);
    }

    [Fact]
    public void A_limit_holds_for_its_model_and_its_period()
    {
        using var tracker = Tracker(new TokenLimit("all", 1000, TokenPeriod.Day), new TokenLimit("big", 100, TokenPeriod.Hour, "GPT-4o"));
        tracker.Add("p", "gpt-4o", 60, 60);
        tracker.Add("p", "small", 500, 0);
        Assert.False(tracker.IsWithinLimits("gpt-4o", 1));
        Assert.True(tracker.IsWithinLimits("small", 380));
        Assert.False(tracker.IsWithinLimits("small", 381));
        var (all, big) = (tracker.GetLimits()[0], tracker.GetLimits()[1]);
        Assert.Equal((620L, 380L, false), (all.Used, all.Remaining, all.IsExceeded));
        Assert.Equal((120L, 0L, true), (big.Used, big.Remaining, big.IsExceeded));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 13, 0, 0, TimeSpan.Zero), big.ResetsAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), all.ResetsAt);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(tracker.IsWithinLimits("gpt-4o", 100));
        Assert.Equal(620, tracker.GetLimits()[0].Used);
        _time.Advance(TimeSpan.FromHours(11));
        Assert.Equal(0, tracker.GetLimits()[0].Used);
        Assert.Equal([LogLevel.Error], _log.Entries.Select(e => e.Level));
    }

    [Fact]
    public void Limits_are_metrics()
    {
        using var meters = new TestMeters();
        var tracker = new TokenTracker([new TokenLimit("l", 100, TokenPeriod.Day)], logger: null, _time, meters);
        tracker.Add("p", "m", 30, 0);
        Assert.Equal([("limit=l", 30.0)], meters.Observe("observe.app.token.used"));
        Assert.Equal([("limit=l", 100.0)], meters.Of("observe.app.token.limit"));
        tracker.Dispose();
        Assert.Empty(meters.Observe("observe.app.token.used"));
    }

    [Fact]
    public void Threads_that_add_together_lose_nothing()
    {
        using var tracker = Tracker(new TokenLimit("l", 1_000_000, TokenPeriod.Day));
        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 5000; i++)
            {
                tracker.Add("p", "m", 2, 1);
            }
        });
        Assert.Equal((20_000L, 40_000L, 20_000L), (tracker.GetUsage()[0].Calls, tracker.GetUsage()[0].InputTokens, tracker.GetUsage()[0].OutputTokens));
        Assert.Equal(60_000, tracker.GetLimits()[0].Used);
    }

    [Fact]
    public void Limits_that_are_not_valid_are_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => Tracker(
            new TokenLimit("", 1, TokenPeriod.Day), new TokenLimit("a", 0, TokenPeriod.Day), new TokenLimit("a", 1, TokenPeriod.Day)));
        Assert.Contains("TokenLimits[0].Name.Length", error.Message, StringComparison.Ordinal);
        Assert.Contains("TokenLimits[1].Tokens", error.Message, StringComparison.Ordinal);
        Assert.Contains("TokenLimits[2].Name \"a\" is there twice", error.Message, StringComparison.Ordinal);
    }

    private TokenTracker Tracker(params TokenLimit[] limits) => new(limits, new Logger<TokenTracker>(_log), _time, new TestMeters(listen: false));
}
