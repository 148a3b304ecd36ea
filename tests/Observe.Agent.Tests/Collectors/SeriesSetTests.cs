using System.Diagnostics.Metrics;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class SeriesSetTests
{
    private readonly SeriesSet<long> _set = new();
    private readonly Series<long> _a;
    private readonly Series<long> _b;

    public SeriesSetTests()
    {
        _a = _set.Series(new KeyValuePair<string, object?>("name", "a"));
        _b = _set.Series(new KeyValuePair<string, object?>("name", "b"));
    }

    [Fact]
    public void What_is_set_shows_only_once_it_is_published()
    {
        _a.Set(1);
        Assert.Empty(Shown());
        _set.Publish();
        Assert.Equal(["a 1"], Shown());
    }

    [Fact]
    public void A_series_that_is_not_set_again_goes_and_can_come_back()
    {
        Publish((_a, 1), (_b, 2));
        Assert.Equal(["a 1", "b 2"], Shown());
        Publish((_b, 3));
        Assert.Equal(["b 3"], Shown());
        Publish((_a, 4), (_b, 5));
        Assert.Equal(["a 4", "b 5"], Shown());
    }

    [Fact]
    public void A_series_set_twice_shows_once_with_the_last_value()
    {
        Publish((_a, 1), (_a, 2));
        Assert.Equal(["a 2"], Shown());
    }

    [Fact]
    public void Nothing_shows_once_withdrawn_and_a_half_reading_leaves_no_trace()
    {
        Publish((_a, 1), (_b, 2));
        _a.Set(3);
        _set.Withdraw();
        Assert.Empty(Shown());
        Publish((_b, 4));
        Assert.Equal(["b 4"], Shown());
    }

    [Fact]
    public void Publishing_the_same_values_again_allocates_nothing()
    {
        Publish((_a, 1), (_b, 2));
        Assert.Equal(0, Allocations.LeastOf(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                PublishSame();
            }
        }));
    }

    private void PublishSame()
    {
        _a.Set(1);
        _b.Set(2);
        _set.Publish();
    }

    private void Publish(params (Series<long> Series, long Value)[] values)
    {
        foreach (var (series, value) in values)
        {
            series.Set(value);
        }

        _set.Publish();
    }

    private List<string> Shown() =>
        [.. _set.Published().Select((Measurement<long> m) => $"{m.Tags[0].Value} {m.Value}")];
}
