using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

public class DurationTests
{
    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("500ms", 500)]
    [InlineData("1m", 60_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("00:00:05", 5_000)]
    [InlineData("1.00:00:00", 86_400_000)]
    [InlineData(" 5s ", 5_000)]
    [InlineData("0s", 0)]
    public void What_people_write_is_read(string text, long milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("-00:00:05")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("1.2.3s")]
    [InlineData(".s")]
    [InlineData("5s5")]
    [InlineData("00:61:00")]
    [InlineData("99999999999999999999d")]
    [InlineData("99999999999999999999999999999999999999s")]
    [InlineData("10675199d10675199d")]
    public void What_could_mean_anything_is_not(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("90s")]
    [InlineData("1m")]
    [InlineData("36h")]
    [InlineData("2d")]
    [InlineData("1ms")]
    [InlineData("0s")]
    [InlineData("00:00:00.0000001")]
    public void What_is_printed_is_read_back(string text)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(text, Duration.Format(value));
    }
}
