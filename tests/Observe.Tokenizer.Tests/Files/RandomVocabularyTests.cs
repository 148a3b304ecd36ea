using System.Text;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Observe.Tokenizer.Tests.Files;

/// <summary>
/// Vocabularies that no training would give, against merging by the letter: their tokens overlap, hide each other and cannot
/// be reached, which is where a shortcut would go wrong.
/// </summary>
public sealed class RandomVocabularyTests(ITestOutputHelper output) : IDisposable
{
    private const int Vocabularies = 120;

    private readonly VocabularyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ranks_merge_as_by_the_letter()
    {
        var random = new Random(12);
        var used = 0;
        for (var i = 0; i < Vocabularies; i++)
        {
            var tokens = Tokens(random);
            if (Load(() => TokenEncoding.FromTiktokenFile(WriteRanks(tokens), SplitPattern.Gpt2)) is { } encoding)
            {
                used++;
                var ranks = tokens.Select((token, rank) => (token, rank)).ToDictionary(t => t.token, t => t.rank + 256);
                Compare(encoding, random, word => ranks.TryGetValue(word, out var whole)
                    ? [whole]
                    : ByTheLetter(word, (left, right) => ranks.TryGetValue(left + right, out var rank) ? rank : null).Select(Id));

                int Id(string part) => part.Length == 1 ? part[0] : ranks[part];
            }
        }

        output.WriteLine($"{used} of {Vocabularies} vocabularies were accepted");
        Assert.True(used > Vocabularies / 10);
    }

    [Fact]
    public void Listed_merges_merge_as_by_the_letter()
    {
        var random = new Random(13);
        var used = 0;
        for (var i = 0; i < Vocabularies; i++)
        {
            var tokens = Tokens(random);
            var ids = tokens.Select((token, rank) => (token, rank)).ToDictionary(t => t.token, t => t.rank + 256);
            var known = ids.Keys.Concat("abc".Select(c => c.ToString())).ToHashSet();
            var merges = tokens.SelectMany(token => Enumerable.Range(1, token.Length - 1).Select(at => (Left: token[..at], Right: token[at..])))
                .Where(merge => known.Contains(merge.Left) && known.Contains(merge.Right) && random.Next(4) > 0)
                .ToList();
            if (Load(() => TokenEncoding.FromHuggingFaceFile(WriteMerges(ids, merges))) is { } encoding)
            {
                used++;
                var order = merges.Select((merge, rank) => (merge, rank)).ToDictionary(m => m.merge, m => m.rank);
                Compare(encoding, random, word =>
                    ByTheLetter(word, (left, right) => order.TryGetValue((left, right), out var rank) ? rank : null)
                        .Select(part => part.Length == 1 ? part[0] : ids[part]));
            }
        }

        output.WriteLine($"{used} of {Vocabularies} vocabularies were accepted");
        Assert.True(used > Vocabularies / 10);
    }

    private static void Compare(TokenEncoding encoding, Random random, Func<string, IEnumerable<int>> expected)
    {
        using var counter = new TokenCounter(encoding, window: 32, maxWindow: 32);
        for (var i = 0; i < 60; i++)
        {
            var word = Word(random, random.Next(1, i < 50 ? 30 : 300));
            var ids = expected(word).ToArray();
            Assert.Equal(ids, encoding.Encode(word));
            Assert.Equal(ids.Length, encoding.Count(word));
            counter.Append(Encoding.UTF8.GetBytes(word));
            // A word of several windows cannot be seen to be one token as a whole.
            Assert.True(counter.Complete() == ids.Length || ids.Length == 1, word);
        }
    }

    private static List<string> ByTheLetter(string word, Func<string, string, int?> rankOf)
    {
        var parts = word.Select(c => c.ToString()).ToList();
        while (true)
        {
            var best = Enumerable.Range(0, parts.Count - 1)
                .Select(at => (At: at, Rank: rankOf(parts[at], parts[at + 1])))
                .Where(pair => pair.Rank is not null)
                .OrderBy(pair => pair.Rank).ThenBy(pair => pair.At)
                .Select(pair => (int?)pair.At)
                .FirstOrDefault();
            if (best is not { } found)
            {
                return parts;
            }

            parts[found] += parts[found + 1];
            parts.RemoveAt(found + 1);
        }
    }

    private static List<string> Tokens(Random random)
    {
        // Mostly shorter before longer, so that some are accepted; otherwise in no order.
        var tokens = Enumerable.Range(0, random.Next(2, 14)).Select(_ => Word(random, random.Next(2, 6))).Distinct();
        return random.Next(3) == 0 ? [.. tokens] : [.. tokens.OrderBy(token => token.Length)];
    }

    private static string Word(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(3))));

    private static TokenEncoding? Load(Func<TokenEncoding> load)
    {
        try
        {
            return load();
        }
        catch (InvalidDataException error) when (error.Message.Contains("comes after it", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private string WriteRanks(List<string> tokens)
    {
        var bytes = Enumerable.Range(0, 256).Select(value => new[] { (byte)value });
        var all = bytes.Concat(tokens.Select(token => Encoding.UTF8.GetBytes(token)));
        return _folder.Write("random.tiktoken", string.Concat(all.Select((token, rank) => $"{Convert.ToBase64String(token)} {rank}\n")));
    }

    private string WriteMerges(Dictionary<string, int> ids, List<(string Left, string Right)> merges)
    {
        var vocabulary = TokenizerJson.Bytes();
        foreach (var (token, id) in ids)
        {
            vocabulary[token] = id;
        }

        var list = new JsonArray([.. merges.Select(merge => (JsonNode)$"{merge.Left} {merge.Right}")]);
        return _folder.Write("tokenizer.json", TokenizerJson.Of(vocabulary, list, TokenizerJson.Llama3Pattern).ToJsonString());
    }
}
