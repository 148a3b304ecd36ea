using System.Text;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Tests.Parse.Values;

public class TimestampsTests
{
    private readonly Timestamps _timestamps = new(new At(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("2025-11-20T10:11:12Z", "2025-11-20T10:11:12.000")]
    [InlineData("2025-11-20T10:11:12.123456Z", "2025-11-20T10:11:12.123")]
    [InlineData("2025-11-20 10:11:12,5", "2025-11-20T10:11:12.500")]
    [InlineData("2025-11-20 10:11:12", "2025-11-20T10:11:12.000")]
    [InlineData("2025/11/20 10:11:12", "2025-11-20T10:11:12.000")]
    [InlineData("2025-06-24  10:11:12", "2025-06-24T10:11:12.000")]
    [InlineData("2025-11-20T10:11:12+02:00", "2025-11-20T08:11:12.000")]
    [InlineData("2025-11-20T10:11:12.5-0530", "2025-11-20T15:41:12.500")]
    [InlineData("2025-11-20 10:11:12.123 UTC", "2025-11-20T10:11:12.123")]
    [InlineData("2025-11-20 10:11:12 +0100", "2025-11-20T09:11:12.000")]
    [InlineData("2024-02-29T23:59:60Z", "2024-03-01T00:00:00.000")]
    [InlineData("Feb  3 07:30:51", "2026-02-03T07:30:51.000")]
    [InlineData("Nov 21 07:30:51", "2025-11-21T07:30:51.000")]
    [InlineData("Sun Dec 04 04:47:44 2005", "2005-12-04T04:47:44.000")]
    [InlineData("Sun Dec 04 04:47:44.123456 2005", "2005-12-04T04:47:44.123")]
    [InlineData("20/Nov/2025:10:11:12 +0000", "2025-11-20T10:11:12.000")]
    [InlineData("20/Nov/2025:10:11:12 -0800", "2025-11-20T18:11:12.000")]
    [InlineData("Sun, 04 Dec 2005 04:47:44 GMT", "2005-12-04T04:47:44.000")]
    [InlineData("1763633472", "2025-11-20T10:11:12.000")]
    [InlineData("1763633472.25", "2025-11-20T10:11:12.250")]
    [InlineData("1763633472123", "2025-11-20T10:11:12.123")]
    [InlineData("1763633472123456", "2025-11-20T10:11:12.123")]
    [InlineData("1763633472123456789", "2025-11-20T10:11:12.123")]
    [InlineData("2025-02-29T10:11:12Z", "")]
    [InlineData("2025-13-01T10:11:12Z", "")]
    [InlineData("2025-11-20T24:11:12Z", "")]
    [InlineData("2025-11-20T10:61:12Z", "")]
    [InlineData("0000-00-00T00:00:00Z", "")]
    [InlineData("9999-12-31T23:59:59-18:00", "")]
    [InlineData("1900-01-01T00:00:00Z", "")]
    [InlineData("2025-11-2xT10:11:12Z", "")]
    [InlineData("2025-11-20T10:11", "")]
    [InlineData("Feb 30 07:30:51", "")]
    [InlineData("Abc 21 07:30:51", "")]
    [InlineData("12", "")]
    [InlineData("-1763633472", "")]
    [InlineData("99999999999999999999999", "")]
    [InlineData("", "")]
    public void A_time_is_read_as_utc_or_not_at_all(string text, string expected) => Assert.Equal(expected, Read(text));

    [Fact]
    public void The_remembered_minute_never_leaks_into_another_time()
    {
        Assert.Equal("2025-11-20T10:11:12.000", Read("2025-11-20T10:11:12Z"));
        Assert.Equal("2025-11-20T10:11:59.000", Read("2025-11-20T10:11:59Z"));
        Assert.Equal("", Read("2025-11-20T10:11x59Z"));
        Assert.Equal("", Read("2025-11-20T10:11:6aZ"));
        Assert.Equal("2025-11-20T10:12:00.000", Read("2025-11-20T10:12:00Z"));
        Assert.Equal("2025-11-20T08:12:00.000", Read("2025-11-20T10:12:00+02:00"));
        Assert.Equal("2025-11-20T10:12:00.000", Read("2025-11-20T10:12:00"));
        Assert.Equal("2025-11-20T10:12:07.089", Read("2025-11-20T10:12:07.089Z"));
        Assert.Equal("2025-11-20T10:12:07.089", Read("2025-11-20T10:12:07,089Z"));
        Assert.Equal("", Read("2025-11-20T10:12:61.089Z"));
        Assert.Equal("", Read("2025-11-20T10:12:07.0x9Z"));
        Assert.Equal("", Read("2025-11-20T10:12:07.089z5"));
        Assert.Equal("", Read("2025-11-20T10:12:07.089Y"));
    }

    private string Read(string text) => _timestamps.Read(Encoding.UTF8.GetBytes(text)) is not 0 and var milliseconds
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", null)
        : "";

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
