using System.Text;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Tests.Parse.Values;

public class DurationsTests
{
    [Theory]
    [InlineData("1.5s", 1_500_000)]
    [InlineData("120ms", 120_000)]
    [InlineData("250us", 250)]
    [InlineData("250\u00b5s", 250)]
    [InlineData("250\u03bcs", 250)]
    [InlineData("1500ns", 1)]
    [InlineData("2m3s", 123_000_000)]
    [InlineData("1h2m3.5s", 3_723_500_000)]
    [InlineData("3 min 2 sec", 182_000_000)]
    [InlineData("12 ms", 12_000)]
    [InlineData("00:00:01.5", 1_500_000)]
    [InlineData("1.02:03:04", 93_784_000_000)]
    [InlineData("0:01.25", 1_250_000)]
    [InlineData("42", 42_000)]
    [InlineData("0.25", 250)]
    public void Notations_of_go_dotnet_and_people(string text, long microseconds)
    {
        Assert.True(Durations.TryRead(Encoding.UTF8.GetBytes(text), Durations.Unit.Milliseconds, out var read));
        Assert.Equal(microseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1x")]
    [InlineData("1s2")]
    [InlineData("1:2:3:4")]
    [InlineData("12:")]
    [InlineData("1m-3s")]
    [InlineData("ms12")]
    public void Anything_else_is_none(string text) =>
        Assert.False(Durations.TryRead(Encoding.UTF8.GetBytes(text), Durations.Unit.Milliseconds, out _));

    [Fact]
    public void The_longest_ones_are_saturated()
    {
        Assert.True(Durations.TryRead("99999999999999999999h99999999999999999999h"u8, Durations.Unit.Seconds, out var read));
        Assert.Equal(long.MaxValue, read);
    }
}
