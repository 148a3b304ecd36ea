using System.Text;

namespace Observe.Tokenizer.Tests;

/// <summary>
/// Sixteen times the text may take some sixteen times as long, whatever it is; work that grows with the square takes 256 times.
/// In CPU time of the thread, as neighbours on the machine must not matter.
/// </summary>
[Collection(nameof(GrowthTests))]
[CollectionDefinition(nameof(GrowthTests), DisableParallelization = true)]
public sealed class GrowthTests
{
    private const int Small = 60_000;
    private const int Factor = 16;
    private const double Most = 64;

    public static TheoryData<string, string> Hostile => new()
    {
        { "one letter", "a" },
        { "one capital", "A" },
        { "spaces", " " },
        { "line breaks", "\n" },
        { "spaces and line breaks", " \n" },
        { "zeros", "\0" },
        { "signs", "=-" },
        { "slashes", "\n/" },
        { "Chinese", "你" },
        { "Japanese", "あいうえお" },
        { "kana and capitals", "あAAAAAAAA" },
        { "marks", "\u0301" },
        { "apostrophes", "'s" },
        { "emoji", "😀" },
        { "digits", "7" },
        { "mixed", "aé你 \n'S1=/\u0301Z" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Counting_and_encoding_grow_with_the_text(string name, string unit)
    {
        foreach (var encoding in (TokenEncoding[])[TokenEncoding.O200kBase, TokenEncoding.Cl100kBase])
        {
            Ratio($"{encoding.Name}, count {name}", unit, text => encoding.Count(text));
            Ratio($"{encoding.Name}, encode {name}", unit, text => encoding.Encode(text).Length);
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Counting_in_parts_grows_with_the_text(string name, string unit)
    {
        using var counter = new TokenCounter(TokenEncoding.O200kBase, window: 1024, maxWindow: 1024);
        Ratio($"in parts {name}", unit, text =>
        {
            counter.Append(text);
            return counter.Complete();
        });
    }

    private static void Ratio(string name, string unit, Func<byte[], long> count)
    {
        var bytes = Encoding.UTF8.GetBytes(unit);
        var repeats = Small / bytes.Length;
        var small = Best(Repeat(bytes, repeats), count);
        var large = Best(Repeat(bytes, repeats * Factor), count);
        Assert.True(large / small < Most, $"{name}: {Factor} times the text took {large / small:F1} times as long ({small:F2} ms, {large:F2} ms)");
    }

    private static byte[] Repeat(byte[] unit, int times)
    {
        var text = new byte[unit.Length * times];
        for (var i = 0; i < times; i++)
        {
            unit.CopyTo(text, i * unit.Length);
        }

        return text;
    }

    private static double Best(byte[] text, Func<byte[], long> count)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var start = ThreadCpu.Milliseconds();
            Assert.True(count(text) > 0);
            best = Math.Min(best, ThreadCpu.Milliseconds() - start);
        }

        return best;
    }
}
