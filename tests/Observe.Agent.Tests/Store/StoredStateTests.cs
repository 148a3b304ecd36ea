using Observe.Agent.Metrics;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Store;

public class StoredStateTests
{
    [Fact]
    public void Records_of_merged_patterns_belong_to_the_last_one_on_their_way()
    {
        var state = State(("a", 1), ("b", 10), ("c", 100), ("d", 1000));
        Assert.Equal(
            [("a", "error", 111), ("d", "error", 1000)],
            state.PatternCounts().OrderBy(c => c.Pattern, StringComparer.Ordinal));
        Assert.Equal([("a", 111), ("d", 1000)], state.Patterns().Select(p => (p.Id, p.Count)));
    }

    [Fact]
    public void A_circle_in_a_damaged_store_ends()
    {
        var state = State(("a", 1)) with { MergedPatterns = [new("a", "b"), new("b", "a")] };
        Assert.Equal(1, state.PatternCounts().Sum(c => c.Count));
    }

    private static StoredState State(params (string Pattern, long Count)[] counts) => new(
        [.. counts.Select(c => (new SeriesKey(MetricNames.LogPatternRecords, new("pattern", c.Pattern), new("level", "error")), c.Count))],
        [],
        [],
        [],
        [.. counts.Select(c => new StoredPattern(c.Pattern, "template", "example", 1, 2, []))],
        [new("c", "b"), new("b", "a")]);
}
