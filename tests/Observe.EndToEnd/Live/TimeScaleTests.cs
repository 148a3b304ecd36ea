namespace Observe.EndToEnd.Live;

public class TimeScaleTests
{
    [Theory]
    [InlineData("for: 2m", "for: 8000ms")]
    [InlineData("scrape_interval: 15s", "scrape_interval: 1000ms")]
    [InlineData("group_wait: 0s", "group_wait: 0ms")]
    [InlineData("rate(x_total[5m])", "rate(x_total[20000ms])")]
    [InlineData("avg_over_time(x[1d] offset 1h)", "avg_over_time(x[5760000ms] offset 240000ms)")]
    [InlineData("predict_linear(x[6h], 24 * 3600)", "predict_linear(x[1440000ms], 24 * 240)")]
    [InlineData("time() - x < 900", "time() - x < 60")]
    [InlineData("instance:x:ratio_rate5m > 0.25", "instance:x:ratio_rate5m > 0.25")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    public void Durations_become_shorter_and_all_else_stays(string real, string fast)
    {
        Assert.Equal(fast, TimeScale.Fast.Apply(real));
        Assert.Equal(real, TimeScale.Real.Apply(real));
    }
}
