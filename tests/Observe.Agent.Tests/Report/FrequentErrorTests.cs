using Observe.Agent.Metrics;
using Observe.Agent.Report;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Report;

public class FrequentErrorTests
{
    [Fact]
    public void The_most_frequent_errors_come_first_and_warnings_not_at_all()
    {
        var errors = FrequentError.Of(State(("rare", "error", 1), ("often", "fatal", 9), ("more", "error", 5), ("noise", "warn", 100)), most: 2);
        Assert.Equal([("often", "fatal", 9L), ("more", "error", 5L)], errors.Select(e => (e.Pattern, e.Level, e.Count)));
        Assert.Equal("template of often", errors[0].Message);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(2000), errors[0].LastSeen);
    }

    private static StoredState State(params (string Pattern, string Level, long Count)[] counts) => new(
        [.. counts.Select(c => (new SeriesKey(MetricNames.LogPatternRecords, new("pattern", c.Pattern), new("level", c.Level)), c.Count))],
        [],
        [],
        [],
        [.. counts.Select(c => new StoredPattern(c.Pattern, $"template of {c.Pattern}", "example", 1000, 2000, []))],
        []);
}
