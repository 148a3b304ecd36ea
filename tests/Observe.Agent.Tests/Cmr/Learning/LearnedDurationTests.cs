using Observe.Agent.Cmr.Learning;

namespace Observe.Agent.Tests.Cmr.Learning;

public class LearnedDurationTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Mean_and_variance_are_those_of_the_stretches()
    {
        var learned = Learn(0.2, 0.4, 0.4, 0.4, 0.5, 0.5, 0.7, 0.9);

        Assert.Equal(0.5, learned.Mean, 12);
        Assert.Equal(0.04, learned.Variance, 12);
        Assert.Equal(8, learned.Stretches);
    }

    [Fact]
    public void Few_stretches_are_no_baseline()
    {
        Assert.False(Learn([.. Enumerable.Repeat(0.01, LearnedDuration.Enough - 1)]).IsRegression(5));
        Assert.True(Learn([.. Enumerable.Repeat(0.01, LearnedDuration.Enough)]).IsRegression(5));
    }

    [Fact]
    public void A_regression_is_a_fifth_slower_and_beyond_what_varies_and_beyond_a_millisecond()
    {
        var steady = Learn([.. Enumerable.Repeat(0.1, 30)]);
        Assert.False(steady.IsRegression(0.12));
        Assert.True(steady.IsRegression(0.1201));

        // Half of them 0.05, half 0.15: a deviation of 0.05, so from 0.25 on.
        var wild = Learn([.. Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? 0.05 : 0.15)]);
        Assert.False(wild.IsRegression(0.249));
        Assert.True(wild.IsRegression(0.251));

        var quick = Learn([.. Enumerable.Repeat(0.00001, 30)]);
        Assert.False(quick.IsRegression(0.001));
        Assert.True(quick.IsRegression(0.00102));
    }

    [Fact]
    public void A_regression_is_not_learned_until_it_has_lasted_for_a_day()
    {
        var learned = Learn([.. Enumerable.Repeat(0.1, 30)]);
        learned.Learn(0.5, Start);
        learned.Learn(0.5, Start.AddHours(23.9));
        Assert.Equal((0.1, Start), (learned.Mean, learned.SlowSince));

        learned.Learn(0.5, Start.AddHours(24));
        Assert.Equal((0.5, 1, null), (learned.Mean, learned.Stretches, learned.SlowSince));
    }

    [Fact]
    public void What_is_well_again_begins_the_day_anew()
    {
        var learned = Learn([.. Enumerable.Repeat(0.1, 30)]);
        learned.Learn(0.5, Start);
        learned.Learn(0.1, Start.AddHours(1));
        learned.Learn(0.5, Start.AddHours(24.5));

        Assert.Equal(0.1, learned.Mean, 12);
    }

    private static LearnedDuration Learn(params double[] means)
    {
        var learned = new LearnedDuration();
        Array.ForEach(means, m => learned.Learn(m, Start));
        return learned;
    }
}
