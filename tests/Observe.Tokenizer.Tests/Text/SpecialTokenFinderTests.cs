using Observe.Tokenizer.Text;

namespace Observe.Tokenizer.Tests.Text;

public sealed class SpecialTokenFinderTests
{
    private static readonly SpecialTokenFinder Finder = new(new Dictionary<string, int> { ["<|a|>"] = 1, ["<|a|>b"] = 2, ["[X]"] = 3 });

    [Theory]
    [InlineData("text", -1, 0, 0)]
    [InlineData("", -1, 0, 0)]
    [InlineData("<<|a|>", 1, 1, 5)]
    [InlineData("<|a|>b", 0, 2, 6)]
    [InlineData("<|a", -1, 0, 0)]
    [InlineData("é[X]<|a|>", 2, 3, 3)]
    public void The_first_and_then_the_longest_is_found(string text, int at, int id, int length)
    {
        Assert.Equal(at, Finder.Find(System.Text.Encoding.UTF8.GetBytes(text), out var foundId, out var foundLength));
        Assert.Equal((id, length), (foundId, foundLength));
    }

    [Fact]
    public void None_are_found_where_there_are_none() =>
        Assert.Equal(-1, new SpecialTokenFinder(new Dictionary<string, int>()).Find("<|a|>"u8, out _, out _));
}
