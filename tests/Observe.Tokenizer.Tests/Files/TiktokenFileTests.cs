using System.Text;
using Observe.Tokenizer.Tests.Oracle;

namespace Observe.Tokenizer.Tests.Files;

public sealed class TiktokenFileTests : IDisposable
{
    private readonly VocabularyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_out_vocabulary_reads_back_as_itself()
    {
        var original = TokenEncoding.Cl100kBase;
        var read = TokenEncoding.FromTiktokenFile(_folder.WriteTiktoken(original), SplitPattern.Cl100k, original.SpecialTokens);
        Assert.Equal("cl100k_base", read.Name);
        Assert.Equal(original.TokenCount, read.TokenCount);
        var fuzz = new FuzzedText(seed: 8, original, Corpus.Texts);
        for (var i = 0; i < 500; i++)
        {
            var text = fuzz.Next();
            var ids = original.Encode(text, SpecialTokenHandling.Recognize);
            Assert.Equal(ids, read.Encode(text, SpecialTokenHandling.Recognize));
            Assert.Equal(ids.Length, read.Count(text, SpecialTokenHandling.Recognize));
            Assert.Equal(original.DecodeBytes(ids), read.DecodeBytes(ids));
        }
    }

    [Fact]
    public void Ranks_with_gaps_and_bytes_in_any_place_keep_their_ids()
    {
        // Bytes get the ranks 1000 to 1255, so that the merge of rank 7 comes before the bytes that it is made of.
        var file = _folder.Write("odd.tiktoken", Bytes(1000) + Line("he", 7) + Line("llo", 90) + Line("ll", 40) + Line("hello", 2000));
        var encoding = TokenEncoding.FromTiktokenFile(file, SplitPattern.Gpt2);
        Assert.Equal([2000], encoding.Encode("hello"));
        Assert.Equal([7, 1000 + 'x'], encoding.Encode("hex"));
        Assert.Equal("hex", encoding.Decode([7, 1000 + 'x']));
    }

    [Fact]
    public void A_token_that_no_merge_makes_stands_for_a_whole_piece_only()
    {
        var encoding = TokenEncoding.FromTiktokenFile(_folder.Write("x.tiktoken", Bytes(0) + Line("abcd", 300)), SplitPattern.Gpt2);
        Assert.Equal([300], encoding.Encode("abcd"));
        Assert.Equal(1, encoding.Count("abcd"));
        Assert.Equal(5, encoding.Count("abcde"));
        Assert.Equal("abcd", encoding.Decode([300]));
    }

    [Theory]
    [InlineData("YWI= x\n", "line 1 has no rank")]
    [InlineData("YWI= -1\n", "line 1 has no rank")]
    [InlineData("YWI= 99999999999\n", "line 1 has no rank")]
    [InlineData("YWI=\n", "line 1 does not start with the base64")]
    [InlineData("?? 3\n", "line 1 does not start with the base64")]
    [InlineData(" 3\n", "line 1 does not start with the base64")]
    [InlineData("YWI= 3\nYWI= 4\n", "line 2 repeats a token or a rank")]
    [InlineData("YWI= 3\nYWM= 3\n", "line 2 repeats a token or a rank")]
    [InlineData("YWI= 3\n", "no token for the byte 0x00")]
    [InlineData("", "no token for the byte 0x00")]
    public void What_is_no_vocabulary_is_refused_with_the_reason(string content, string reason)
    {
        var file = _folder.Write("bad.tiktoken", content);
        var error = Assert.Throws<InvalidDataException>(() => TokenEncoding.FromTiktokenFile(file, SplitPattern.Gpt2));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_kept()
    {
        var longToken = _folder.Write("long.tiktoken", Bytes(0) + Line(new string('a', 513), 300));
        Assert.Throws<InvalidDataException>(() => TokenEncoding.FromTiktokenFile(longToken, SplitPattern.Gpt2));

        var large = _folder.Write("large.tiktoken", "");
        using (var file = File.OpenWrite(large))
        {
            file.SetLength(64L * 1024 * 1024 + 1);
        }

        var error = Assert.Throws<InvalidDataException>(() => TokenEncoding.FromTiktokenFile(large, SplitPattern.Gpt2));
        Assert.Contains("more than the 67108864", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Special_tokens_must_not_take_ids_that_are_taken()
    {
        var file = _folder.Write("x.tiktoken", Bytes(0));
        Assert.Throws<InvalidDataException>(
            () => TokenEncoding.FromTiktokenFile(file, SplitPattern.Gpt2, new Dictionary<string, int> { ["<s>"] = 65 }));
        Assert.Throws<InvalidDataException>(
            () => TokenEncoding.FromTiktokenFile(file, SplitPattern.Gpt2, new Dictionary<string, int> { [""] = 300 }));
    }

    [Fact]
    public void A_missing_file_and_an_unknown_pattern_are_named()
    {
        var missing = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        Assert.Throws<FileNotFoundException>(() => TokenEncoding.FromTiktokenFile(missing, SplitPattern.Gpt2));
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenEncoding.FromTiktokenFile(missing, (SplitPattern)9));
    }

    private static string Line(string token, int rank) => $"{Convert.ToBase64String(Encoding.UTF8.GetBytes(token))} {rank}\n";

    private static string Bytes(int first) =>
        string.Concat(Enumerable.Range(0, 256).Select(b => $"{Convert.ToBase64String([(byte)b])} {first + b}\n"));
}
