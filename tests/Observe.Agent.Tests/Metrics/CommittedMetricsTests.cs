using Observe.Agent.Metrics;

namespace Observe.Agent.Tests.Metrics;

public class CommittedMetricsTests
{
    private readonly CommittedMetrics _metrics = new();
    private readonly CommitSet _commit = new();

    [Fact]
    public void A_count_is_shown_only_once_its_commit_is_published()
    {
        var counter = Counter("a");
        counter.Add(3);
        Assert.Equal(0, counter.Committed);
        _metrics.TakeChanges(_commit);
        counter.Add(4);
        Assert.Equal(0, counter.Committed);
        Publish();
        Assert.Equal((3, 7), (counter.Committed, counter.Value));
    }

    [Fact]
    public void An_observation_is_shown_only_once_its_commit_is_published()
    {
        var histogram = Histogram(1, 2);
        histogram.Record(1.5);
        _metrics.TakeChanges(_commit);
        histogram.Record(1.5);
        Assert.Equal([0, 0, 0], histogram.Committed.Counts);
        Publish();
        Assert.Equal([0, 1, 0], histogram.Committed.Counts);
        Assert.Equal(1.5, histogram.Committed.Sum);
    }

    [Fact]
    public void Only_what_changed_is_in_a_commit()
    {
        var (a, b) = (Counter("a"), Counter("b"));
        a.Add(1);
        b.Add(1);
        Commit();
        b.Add(1);
        b.Add(1);
        _metrics.TakeChanges(_commit);
        Assert.Equal((b, 3), Assert.Single(_commit.Counters));
        Publish();
        _metrics.TakeChanges(_commit);
        Assert.True(_commit.IsEmpty);
    }

    [Fact]
    public void A_failed_commit_put_back_loses_and_doubles_nothing()
    {
        var (a, b, histogram) = (Counter("a"), Counter("b"), Histogram(1));
        a.Add(1);
        histogram.Record(.5);
        _metrics.TakeChanges(_commit);
        a.Add(1);
        b.Add(5);
        _commit.PutBack();
        _commit.PutBack();
        _metrics.TakeChanges(_commit);
        Assert.Equal([(a, 2), (b, 5)], _commit.Counters.OrderBy(c => c.Series.Key["name"]));
        Assert.Equal([1, 0], Assert.Single(_commit.Histograms).Value.Counts);
        Publish();
        Assert.Equal((2, 5), (a.Committed, b.Committed));
        _metrics.TakeChanges(_commit);
        Assert.True(_commit.IsEmpty);
    }

    [Fact]
    public void The_bound_belongs_to_its_bucket()
    {
        var histogram = Histogram(1, 2);
        foreach (var value in new[] { 0, 1, 1.0001, 2, 2.0001, 1000 })
        {
            histogram.Record(value);
        }

        Commit();
        Assert.Equal([2, 2, 2], histogram.Committed.Counts);
    }

    [Fact]
    public void A_histogram_counted_with_other_buckets_is_not_taken_over()
    {
        var histogram = Histogram(1, 2);
        Assert.False(histogram.Load(new HistogramValue([1, 2], 3)));
        Assert.Equal([0, 0, 0], histogram.Committed.Counts);
    }

    [Fact]
    public void A_series_asked_for_twice_is_one()
    {
        Assert.Same(Counter("a"), Counter("a"));
        Assert.Same(Histogram(1), Histogram(1));
        Assert.Single(_metrics.Counters);
        Assert.Single(_metrics.Histograms);
    }

    private CommittedCounter Counter(string name) => _metrics.Counter(new SeriesKey("metric", new KeyValuePair<string, string>("name", name)));

    private CommittedHistogram Histogram(params double[] bounds) => _metrics.Histogram(new SeriesKey("histogram"), bounds);

    private void Publish()
    {
        _metrics.Publish(_commit);
        _commit.Clear();
    }

    private void Commit()
    {
        _metrics.TakeChanges(_commit);
        Publish();
    }
}
