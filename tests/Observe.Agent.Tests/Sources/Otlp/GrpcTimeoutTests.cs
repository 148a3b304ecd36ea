using Observe.Agent.Sources.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

public class GrpcTimeoutTests
{
    [Theory]
    [InlineData("10S", 10_000)]
    [InlineData("1H", 3_600_000)]
    [InlineData("2M", 120_000)]
    [InlineData("10000m", 10_000)]
    [InlineData("5000u", 5)]
    [InlineData("99999999n", 99.9999)]
    [InlineData("0S", 0)]
    public void Every_unit_is_read(string text, double milliseconds)
    {
        Assert.True(GrpcTimeout.TryParse(text, out var timeout));
        Assert.Equal(milliseconds, timeout.TotalMilliseconds, 3);
    }

    [Fact]
    public void The_longest_is_one_that_timers_take()
    {
        Assert.True(GrpcTimeout.TryParse("99999999H", out var timeout));
        using var source = new CancellationTokenSource(timeout);
        Assert.False(source.IsCancellationRequested);
    }
}
