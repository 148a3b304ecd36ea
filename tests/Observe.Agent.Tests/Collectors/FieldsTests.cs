using System.Text;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class FieldsTests
{
    [Fact]
    public void Fields_are_parted_by_any_number_of_spaces_and_tabs()
    {
        var fields = Of("  a\t\tbc  12 ");
        Assert.Equal("a", Encoding.UTF8.GetString(fields.Next()));
        Assert.Equal("bc", Encoding.UTF8.GetString(fields.Next()));
        Assert.Equal(12, fields.NextNumber());
        Assert.False(fields.TryNext(out _));
    }

    [Theory]
    [InlineData("12abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public void What_is_not_wholly_a_number_is_refused_with_the_file_and_the_line(string text)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Of(text).NextNumber());
        Assert.StartsWith("/proc/test: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($"\"{text}\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_beyond_the_largest_counts_as_that() => Assert.Equal(long.MaxValue, Of("18446744073709551615").NextNumber());

    [Fact]
    public void A_fraction_with_a_tail_is_refused() => Assert.Throws<InvalidDataException>(() => Of("1.5x").NextDouble());

    [Fact]
    public void Of_a_long_line_the_message_shows_the_start() =>
        Assert.InRange(Assert.Throws<InvalidDataException>(() => Of(new string('x', 100_000)).NextNumber()).Message.Length, 120, 250);

    private static Fields Of(string line) => new(Encoding.UTF8.GetBytes(line), "/proc/test");
}
