using Observe.Tokenizer.Files;

namespace Observe.Tokenizer.Tests.Files;

/// <summary>Alone, because other tests would push its tables out of the caches.</summary>
[Collection(nameof(GrowthTests))]
public sealed class EmbeddedVocabularyTests
{
#if DEBUG
    // Code that is not optimized: this only notices what is far too slow.
    private const double Most = 1000;
#else
    private const double Most = 100;
#endif

    [Theory]
    [InlineData("o200k_base", SplitPattern.O200k)]
    [InlineData("cl100k_base", SplitPattern.Cl100k)]
    public void A_vocabulary_is_ready_within_100_milliseconds(string name, SplitPattern pattern)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var start = ThreadCpu.Milliseconds();
            var encoding = new TokenEncoding(EmbeddedVocabulary.Read(name, pattern));
            Assert.Equal(2, encoding.Count("hello world"));
            best = Math.Min(best, ThreadCpu.Milliseconds() - start);
        }

        Assert.True(best < Most, $"{name} took {best:F0} ms of CPU");
    }
}
