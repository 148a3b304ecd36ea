using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

public class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("65536", 65_536)]
    [InlineData("64KiB", 65_536)]
    [InlineData("64 kib", 65_536)]
    [InlineData("1MB", 1_000_000)]
    [InlineData("1.5GiB", 1_610_612_736)]
    [InlineData("12B", 12)]
    [InlineData("2TB", 2_000_000_000_000)]
    public void What_people_write_is_read(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("KiB")]
    [InlineData("-1")]
    [InlineData("1M")]
    [InlineData("1Kibi")]
    [InlineData("1.2.3MB")]
    [InlineData("1.5")]
    [InlineData("0.0001KiB")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999TiB")]
    [InlineData("1e3")]
    public void What_is_no_number_of_bytes_is_not(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData("0")]
    [InlineData("1000")]
    [InlineData("1KiB")]
    [InlineData("1536KiB")]
    [InlineData("3MiB")]
    [InlineData("5GiB")]
    [InlineData("7TiB")]
    public void What_is_printed_is_read_back(string text)
    {
        Assert.True(ByteSize.TryParse(text, out var value));
        Assert.Equal(text, ByteSize.Format(value));
    }
}
