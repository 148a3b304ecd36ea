using System.Text;
using Observe.Tokenizer.Tests.Oracle;

namespace Observe.Tokenizer.Tests;

public sealed class TokenCounterTests
{
    public static TheoryData<SplitPattern> Patterns => [.. Enum.GetValues<SplitPattern>()];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Parts_cut_anywhere_count_as_the_whole(SplitPattern pattern)
    {
        var encoding = Encodings.All.Single(e => e.Pattern == pattern);
        var fuzz = new FuzzedText(seed: 4, encoding, Corpus.Texts);
        var random = new Random(5);
        // So small that most pieces outgrow it, the long way round included.
        using var counter = new TokenCounter(encoding, window: 64, maxWindow: 128);
        for (var i = 0; i < 4000; i++)
        {
            var text = i % 3 == 0 ? fuzz.NextBytes() : Encoding.UTF8.GetBytes(fuzz.Next());
            Assert.True(encoding.Count(text) == InParts(counter, text, random, 40), $"{i}: {Convert.ToHexString(text)}");
        }
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Endless_runs_count_as_the_whole(SplitPattern pattern)
    {
        var encoding = Encodings.All.Single(e => e.Pattern == pattern);
        var random = new Random(6);
        string[] runs =
        [
            "a", "A", " ", "\n", "\r\n", " \n", "\t ", "你", "あア", "é", "É", "/", "-", "\0", "=/", "1", "١", "\u0301", "Aあ", "aa你", "亚洲AV",
        ];
        string[] joints =
        [
            "", "a", "A", " ", "\n", "'s", "'LL", "'", "!", "1", "\u0301", "あ", " A", "\u3000", "x's", "/", "'\u017F", "é", "亚洲AV", "亚洲AVa",
        ];
        using var counter = new TokenCounter(encoding, window: 64, maxWindow: 128);
        for (var i = 0; i < 3000; i++)
        {
            var text = new StringBuilder();
            for (var parts = random.Next(1, 4); parts > 0; parts--)
            {
                text.Append(joints[random.Next(joints.Length)]);
                text.Append(string.Concat(Enumerable.Repeat(runs[random.Next(runs.Length)], random.Next(1, 200))));
                text.Append(joints[random.Next(joints.Length)]);
            }

            var utf8 = Encoding.UTF8.GetBytes(text.ToString());
            Assert.True(encoding.Count(utf8) == InParts(counter, utf8, random, 50), $"{i}: {text}");
        }
    }

    [Fact]
    public async Task A_stream_counts_as_its_bytes()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(string.Concat(Corpus.Texts), 40)));
        using var stream = new MemoryStream(text);
        Assert.Equal(TokenEncoding.O200kBase.Count(text), await TokenEncoding.O200kBase.CountAsync(stream));
    }

    [Fact]
    public void Nothing_counts_nothing_and_the_counter_starts_anew()
    {
        using var counter = TokenEncoding.O200kBase.CreateCounter();
        Assert.Equal(0, counter.Complete());
        counter.Append("Hello"u8);
        counter.Append([0xE4, 0xBD]);
        Assert.Equal(TokenEncoding.O200kBase.Count("Hello\uFFFD"), counter.Complete());
        Assert.Equal(0, counter.Complete());
    }

    [Fact]
    public void A_counter_that_was_disposed_of_says_so()
    {
        var counter = TokenEncoding.O200kBase.CreateCounter();
        counter.Dispose();
        counter.Dispose();
        Assert.Throws<ObjectDisposedException>(() => counter.Append("a"u8));
        Assert.Throws<ObjectDisposedException>(() => counter.Complete());
    }

    private static long InParts(TokenCounter counter, ReadOnlySpan<byte> text, Random random, int longest)
    {
        while (!text.IsEmpty)
        {
            var part = Math.Min(text.Length, random.Next(0, longest));
            counter.Append(text[..part]);
            text = text[part..];
        }

        return counter.Complete();
    }
}
