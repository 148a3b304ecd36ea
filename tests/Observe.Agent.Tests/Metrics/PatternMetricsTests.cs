using Observe.Agent.Metrics;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Metrics;

public class PatternMetricsTests
{
    private readonly CommittedMetrics _metrics = new();
    private readonly PatternMetrics _patterns;
    private readonly LogBatch _batch = new();

    public PatternMetricsTests() => _patterns = new PatternMetrics(_metrics, Export);

    [Fact]
    public void Records_are_counted_by_pattern_and_level()
    {
        Consume((1, LogLevel.Error), (1, LogLevel.Error), (1, LogLevel.Warn), (2, LogLevel.Error), (0, LogLevel.Error));
        Assert.Equal(2, Value("000000000001", "error"));
        Assert.Equal(1, Value("000000000001", "warn"));
        Assert.Equal(1, Value("000000000002", "error"));
        Assert.Equal(3, _metrics.Counters.Count);
    }

    [Fact]
    public void A_commit_holds_the_patterns_that_were_seen_since_the_last_one()
    {
        Consume((1, LogLevel.Error), (2, LogLevel.Error));
        Assert.Equal(["000000000001", "000000000002"], Committed());
        Assert.Empty(Committed());
        Consume((2, LogLevel.Error));
        Assert.Equal(["000000000002"], Committed());
    }

    [Fact]
    public void A_merge_is_committed()
    {
        _patterns.Merged(2, 1);
        var commit = new CommitSet();
        _patterns.TakeChanges(commit);
        Assert.Equal(new KeyValuePair<string, string>("000000000002", "000000000001"), Assert.Single(commit.MergedPatterns));
        Assert.False(commit.IsEmpty);
    }

    [Fact]
    public void Series_over_the_limit_become_one_and_no_record_is_lost()
    {
        for (var i = 1; i <= PatternMetrics.MaxSeries + 10; i++)
        {
            Consume(((ulong)i, LogLevel.Error));
        }

        Assert.Equal(PatternMetrics.MaxSeries + 1, _metrics.Counters.Count);
        Assert.Equal(10, Value("other", "error"));
    }

    [Fact]
    public void Series_of_earlier_runs_go_on_and_count_against_the_limit()
    {
        var keys = Enumerable.Range(1, PatternMetrics.MaxSeries).Select(i => Key(PatternMetrics.IdText((ulong)i), "error")).ToList();
        keys.ForEach(k => _metrics.Counter(k).Load(5));
        _patterns.Load(keys.Select(k => (k, 5L)));
        Consume((1, LogLevel.Error), (999_999, LogLevel.Error));
        Assert.Equal(6, Value("000000000001", "error"));
        Assert.Equal(1, Value("other", "error"));
    }

    private static SeriesKey Key(string pattern, string level) =>
        new(MetricNames.LogPatternRecords, new("pattern", pattern), new("level", level));

    private static LogPattern[] Export(IReadOnlySet<ulong> ids) =>
        [.. ids.Order().Select(id => new LogPattern(PatternMetrics.IdText(id), "template", "example", 1, 2, 3, []))];

    private long Value(string pattern, string level) => _metrics.Counters.Single(c => c.Key.Equals(Key(pattern, level))).Value;

    private List<string> Committed()
    {
        var commit = new CommitSet();
        _patterns.TakeChanges(commit);
        return [.. commit.Patterns.Select(p => p.Id)];
    }

    private void Consume(params (ulong Pattern, LogLevel Level)[] records)
    {
        _batch.Clear();
        foreach (var (pattern, level) in records)
        {
            _batch.Add(0, 0);
            (_batch.Records[^1].Pattern, _batch.Records[^1].Level) = (pattern, level);
        }

        _patterns.Consume(_batch);
    }
}
