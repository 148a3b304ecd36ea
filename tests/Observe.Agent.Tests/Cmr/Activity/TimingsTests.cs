using Observe.Agent.Cmr.Activity;

namespace Observe.Agent.Tests.Cmr.Activity;

public class TimingsTests
{
    [Fact]
    public void Count_sum_and_mean_are_exact()
    {
        var times = new Timings();
        times.Add(0.002);
        times.Add(0.004, 3);

        Assert.Equal(4, times.Count);
        Assert.Equal(0.014, times.Sum, 12);
        Assert.Equal(0.0035, times.Mean!.Value, 12);
    }

    [Fact]
    public void A_mean_that_nobody_can_measure_is_0()
    {
        var timings = new Timings();
        timings.Add(1e-310, 3);
        Assert.Equal(0, timings.Mean);
    }

    [Fact]
    public void A_quantile_is_linear_within_its_bucket()
    {
        var times = new Timings();
        times.Add(0.02, 90);
        times.Add(0.2, 10);

        // The 95th of 100 is the fifth of ten between 0.1 and 0.25 s.
        Assert.Equal(0.175, times.Quantile(0.95)!.Value, 12);

        // The 45th is half way through the ninety between 0.01 and 0.025 s.
        Assert.Equal(0.0175, times.Quantile(0.45)!.Value, 12);
    }

    [Fact]
    public void A_duration_on_a_bound_belongs_below_it()
    {
        var times = new Timings();
        times.Add(0.1);

        Assert.Equal(0.1, times.Quantile(1)!.Value, 12);
    }

    [Fact]
    public void What_is_beyond_all_bounds_is_told_as_the_last_one()
    {
        var times = new Timings();
        times.Add(60);

        Assert.Equal(10, times.Quantile(0.5));
        Assert.Equal(60, times.Mean);
    }

    [Fact]
    public void Without_durations_there_is_no_figure()
    {
        Assert.Null(new Timings().Mean);
        Assert.Null(new Timings().Quantile(0.95));
    }

    [Fact]
    public void Buckets_of_others_fall_into_the_ones_that_hold_their_upper_bounds()
    {
        var times = new Timings();
        times.Add([1, 2, 4], [0.03, 0.08], 0.5);

        Assert.Equal((7, 0.5), (times.Count, times.Sum));
        Assert.Equal(0.05, times.Quantile(1.0 / 7)!.Value, 12);
        Assert.Equal(0.1, times.Quantile(3.0 / 7)!.Value, 12);
        Assert.Equal(10, times.Quantile(0.9));
    }

    [Fact]
    public void Two_added_are_as_if_measured_together()
    {
        Timings one = new(), other = new(), both = new();
        foreach (var (i, seconds) in new[] { 0.0001, 0.003, 0.03, 0.3, 3, 30 }.Index())
        {
            (i % 2 == 0 ? one : other).Add(seconds);
            both.Add(seconds);
        }

        one.Add(other);

        Assert.Equal((both.Count, both.Sum), (one.Count, one.Sum));
        Assert.All([0.1, 0.5, 0.9, 1], share => Assert.Equal(both.Quantile(share), one.Quantile(share)));
    }
}
