using System.Text;
using Observe.Tokenizer.Tests.Oracle;

namespace Observe.Tokenizer.Tests;

public sealed class TokenEncodingTests
{
    /// <summary>Given by npm's tiktoken 1.0.22.</summary>
    public static TheoryData<string, int[], int[]> Golden => new()
    {
        { "Hello, world!", [13225, 11, 2375, 0], [9906, 11, 1917, 0] },
        { "It's 3:45 PM; they'LL say we'd've won 1234567 times.", [15834, 220, 18, 25, 2548, 7188, 26, 1023, 6, 7454, 2891, 68530, 7341, 3313, 220, 7633, 19354, 22, 4238, 13], [2181, 596, 220, 18, 25, 1774, 5975, 26, 814, 6, 4178, 2019, 584, 4265, 3077, 2834, 220, 4513, 10961, 22, 3115, 13] },
        { "camelCaseXMLHttpRequest HTTPServer2", [178067, 6187, 13836, 4682, 2303, 21929, 6444, 17], [94421, 4301, 10833, 27459, 10339, 5592, 17] },
        { "  indented\u000A\u000A\u000A\u0009tabs\u000D\u000A  end  ", [220, 1383, 23537, 2499, 6264, 6071, 370, 220, 1268, 256], [220, 1280, 16243, 1432, 3324, 3518, 319, 220, 842, 256] },
        { "\u4F60\u597D\uFF0C\u4E16\u754C\uFF01\u3053\u3093\u306B\u3061\u306F", [177519, 979, 28428, 3393, 95839], [57668, 53901, 3922, 3574, 244, 98220, 6447, 90115] },
        { "\uC548\uB155\uD558\uC138\uC694 \uC138\uACC4", [14307, 171731, 75755], [31495, 230, 75265, 243, 92245, 28867, 116, 22783, 226] },
        { "\u041F\u0440\u0438\u0432\u0435\u0442, \u043C\u0438\u0440! \u0395\u03BB\u03BB\u03B7\u03BD\u03B9\u03BA\u03AC", [23881, 131903, 11, 37934, 0, 175295, 33428], [54745, 28089, 8341, 11, 11562, 78746, 0, 8008, 243, 34586, 34586, 42524, 34369, 30862, 68437, 75234] },
        { "\u0928\u092E\u0938\u094D\u0924\u0947 \u0926\u0941\u0928\u093F\u092F\u093E", [998, 1637, 14681, 628, 64593], [61196, 88344, 79468, 31584, 97, 35470, 15272, 99, 73753, 61196, 43411, 107, 24810] },
        { "\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 \u0661\u0662\u0663", [158894, 26537, 101462, 12773, 220, 46600, 53184, 81473], [10386, 11318, 30925, 22071, 5821, 28946, 32482, 24102, 32482, 10386, 220, 149, 94, 149, 95, 149, 96] },
        { "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08 \u00E9", [28823, 102, 2524, 28823, 102, 2524, 28823, 100, 2524, 28823, 99, 52622, 111, 15148, 2524, 64364, 230, 1212], [9468, 239, 102, 378, 235, 9468, 239, 102, 378, 235, 9468, 239, 100, 378, 235, 9468, 239, 99, 9468, 237, 111, 31643, 378, 235, 9468, 234, 230, 4046] },
        { "{\"level\":\"info\",\"tokens\":1243,\"ok\":true}", [10848, 6164, 7534, 5789, 4294, 64329, 1243, 16059, 18, 3532, 525, 1243, 3309, 92], [5018, 3374, 3332, 2801, 2247, 31666, 794, 8874, 18, 1359, 564, 794, 1904, 92] },
        { "https://example.org/a/b?c=d&e=f//\u000A/x", [4172, 1684, 18582, 4519, 23839, 7611, 30, 66, 56413, 63734, 40464, 22704, 14, 87], [2485, 1129, 8858, 2726, 14520, 3554, 30, 66, 26477, 69170, 18603, 2341, 11009] },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", [117525, 117525, 117525, 117525, 117525, 45037, 64], [70540, 70540, 70540, 70540, 70540, 29558, 64] },
        { "\u0000\u0001\u007F\uFEFF\u200B", [188, 189, 221, 5574, 3310], [188, 189, 221, 3305, 16067] },
        { "a\uD83Db", [64, 3251, 65], [64, 5809, 65] },
        { "'\u017F \u01C5ungla \u02B0\u02B0 e\u0301A", [6, 70067, 220, 131, 227, 988, 1675, 220, 134, 108, 134, 108, 319, 13430, 32], [6, 129, 123, 220, 131, 227, 2234, 4355, 220, 134, 108, 134, 108, 384, 54939, 32] },
    };

    public static TheoryData<string, int, int> Corpora => new()
    {
        { "cjk.txt", 697, 1003 },
        { "code.txt", 638, 635 },
        { "languages.txt", 611, 1031 },
        { "logs.jsonl", 5376, 5353 },
        { "prose.txt", 373, 390 },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Samples_encode_as_the_original_gave_them(string text, int[] o200k, int[] cl100k)
    {
        Assert.Equal(o200k, TokenEncoding.O200kBase.Encode(text));
        Assert.Equal(cl100k, TokenEncoding.Cl100kBase.Encode(text));
        Assert.Equal(o200k.Length, TokenEncoding.O200kBase.Count(text));
        Assert.Equal(cl100k.Length, TokenEncoding.Cl100kBase.Count(text));
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), TokenEncoding.O200kBase.Decode(o200k));
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Corpora_count_as_the_original_gave_them(string name, int o200k, int cl100k)
    {
        var text = Corpus.Read(name);
        Assert.Equal(o200k, TokenEncoding.O200kBase.Count(text));
        Assert.Equal(cl100k, TokenEncoding.Cl100kBase.Count(text));
    }

    [Fact]
    public void Strings_and_bytes_give_the_same_and_decode_to_the_text()
    {
        foreach (var encoding in Encodings.All)
        {
            var fuzz = new FuzzedText(seed: 3, encoding, Corpus.Texts);
            for (var i = 0; i < 1000; i++)
            {
                var text = fuzz.Next();
                var utf8 = Encoding.UTF8.GetBytes(text);
                var ids = encoding.Encode(text);
                Assert.Equal(ids, encoding.Encode(utf8));
                Assert.Equal(ids.Length, encoding.Count(utf8));
                Assert.Equal(ids.Length, encoding.Count(text));
                Assert.Equal(utf8, encoding.DecodeBytes(ids));
            }
        }
    }

    [Fact]
    public void Broken_text_counts_as_its_replacement()
    {
        var encoding = TokenEncoding.O200kBase;
        Assert.Equal(encoding.Encode("a\uFFFDb"), encoding.Encode("a\uD83Db"));
        Assert.Equal(encoding.Encode("\uFFFD\uFFFD"), encoding.Encode("\uDE00\uD83D"));
        Assert.Equal(encoding.Encode("\uFFFDA"), encoding.Encode([0xE4, 0xBD, (byte)'A']));
        Assert.Equal(encoding.Encode("\uFFFD\uFFFD\uFFFD"), encoding.Encode([0xED, 0xA0, 0x80]));
        Assert.Equal(encoding.Encode("\uFFFD\uFFFD"), encoding.Encode([0xFF, 0xC0]));
        Assert.Equal(encoding.Encode("\uFFFD"), encoding.Encode([0xF0, 0x9F, 0x98]));
    }

    [Fact]
    public void Special_tokens_are_text_unless_asked_for()
    {
        var encoding = TokenEncoding.Cl100kBase;
        Assert.Equal([15339, 100257, 14957], encoding.Encode("hello<|endoftext|>world", SpecialTokenHandling.Recognize));
        Assert.Equal(3, encoding.Count("hello<|endoftext|>world"u8, SpecialTokenHandling.Recognize));
        Assert.DoesNotContain(100257, encoding.Encode("hello<|endoftext|>world"));
        Assert.Equal("hello<|endoftext|>world", encoding.Decode([15339, 100257, 14957]));
        // Blanks before a special token are at the end of a text of their own.
        Assert.Equal([.. encoding.Encode("a  "), 100276, .. encoding.Encode(" b")], encoding.Encode("a  <|endofprompt|> b", SpecialTokenHandling.Recognize));
    }

    [Fact]
    public void Nothing_is_no_token()
    {
        Assert.Equal(0, TokenEncoding.O200kBase.Count(""));
        Assert.Empty(TokenEncoding.O200kBase.Encode(""));
        Assert.Equal("", TokenEncoding.O200kBase.Decode([]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(199_998)]
    [InlineData(int.MaxValue)]
    public void An_unknown_id_is_named(int id)
    {
        var error = Assert.Throws<ArgumentException>(() => TokenEncoding.O200kBase.Decode([0, id]));
        Assert.StartsWith($"Token {id} at position 1 is not in o200k_base.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_token_encodes_to_itself_where_it_is_one_piece()
    {
        foreach (var encoding in (TokenEncoding[])[TokenEncoding.O200kBase, TokenEncoding.Cl100kBase])
        {
            using var worker = new Bpe.PieceEncoder(encoding.Vocabulary);
            for (var rank = 0; rank < encoding.Vocabulary.Tokens.Count; rank++)
            {
                var token = encoding.Vocabulary.Tokens[rank].ToArray();
                Assert.Equal([rank], worker.Encode(ref token[0], token.Length));
            }
        }
    }

    [Fact]
    public void Counting_allocates_nothing_once_warm()
    {
        var encoding = TokenEncoding.O200kBase;
        var text = string.Concat(Corpus.Texts);
        var utf8 = Encoding.UTF8.GetBytes(text + new string('x', 5000) + new string('你', 5000));
        for (var i = 0; i < 5; i++)
        {
            encoding.Count(utf8);
            encoding.Count(text, SpecialTokenHandling.Recognize);
        }

        // The least of a few runs: a collection that another test causes in between is booked on whoever runs.
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            encoding.Count(utf8);
            encoding.Count(text, SpecialTokenHandling.Recognize);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Threads_share_an_encoding()
    {
        var texts = Corpus.Texts;
        var expected = texts.Select(text => TokenEncoding.O200kBase.Encode(text)).ToArray();
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var text = texts[i % texts.Count];
            Assert.Equal(expected[i % texts.Count], TokenEncoding.O200kBase.Encode(text));
            Assert.Equal(expected[i % texts.Count].Length, TokenEncoding.O200kBase.Count(text));
        });
    }
}
