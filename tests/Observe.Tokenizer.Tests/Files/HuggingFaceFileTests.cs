using System.Text.Json.Nodes;
using Observe.Tokenizer.Tests.Oracle;

namespace Observe.Tokenizer.Tests.Files;

public sealed class HuggingFaceFileTests : IDisposable
{
    private readonly VocabularyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_vocabulary_in_merges_encodes_as_the_same_in_ranks()
    {
        var original = TokenEncoding.Cl100kBase;
        var read = TokenEncoding.FromHuggingFaceFile(_folder.Write("tokenizer.json", TokenizerJson.Of(original).ToJsonString()));
        var fuzz = new FuzzedText(seed: 9, original, Corpus.Texts);
        for (var i = 0; i < 500; i++)
        {
            var text = fuzz.Next();
            Assert.Equal(original.Encode(text), read.Encode(text));
        }

        Assert.Equal([2_000_000, 9906], read.Encode("<|end|>Hello", SpecialTokenHandling.Recognize));
        Assert.Equal("<|end|>Hello", read.Decode([2_000_000, 9906]));
    }

    [Fact]
    public void Merges_as_pairs_and_ids_in_any_order_are_read()
    {
        var vocabulary = TokenizerJson.Bytes();
        vocabulary["lo"] = 900;
        vocabulary["hel"] = 500;
        vocabulary["he"] = 700;
        var merges = new JsonArray(new JsonArray("h", "e"), new JsonArray("he", "l"), new JsonArray("l", "o"));
        var encoding = Read(TokenizerJson.Of(vocabulary, merges, TokenizerJson.Llama3Pattern));
        Assert.Equal([500, 900], encoding.Encode("hello"));
        Assert.Equal("hello", encoding.Decode([500, 900]));
    }

    [Fact]
    public void Only_listed_pairs_merge()
    {
        // "abc" is listed as a+bc alone, but ab comes first: it never comes out of "abc", unless whole pieces are taken as they are.
        var vocabulary = TokenizerJson.Bytes();
        vocabulary["ab"] = 300;
        vocabulary["bc"] = 301;
        vocabulary["abc"] = 302;
        var json = TokenizerJson.Of(vocabulary, ["a b", "b c", "a bc"], TokenizerJson.Llama3Pattern);
        Assert.Equal([300, 'c'], Read(json).Encode("abc"));
        json["model"]!["ignore_merges"] = true;
        Assert.Equal([302], Read(json).Encode("abc"));
        Assert.Equal([300, 'c', 'd'], Read(json).Encode("abcd"));
    }

    [Fact]
    public void Split_patterns_are_told_apart()
    {
        Assert.Equal(SplitPattern.Cl100k, Read(Small(TokenizerJson.Llama3Pattern)).Pattern);
        Assert.Equal(
            SplitPattern.Cl100kOneDigit,
            Read(Small(TokenizerJson.Llama3Pattern.Replace("{1,3}", "", StringComparison.Ordinal))).Pattern);

        var gpt2 = Small("");
        gpt2["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false };
        Assert.Equal(SplitPattern.Gpt2, Read(gpt2).Pattern);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "/model/type", "\"WordPiece\"", "its model is WordPiece" },
        { "/model/byte_fallback", "true", "byte_fallback = True" },
        { "/model/continuing_subword_prefix", "\"##\"", "continuing_subword_prefix = ##" },
        { "/model/dropout", "0.1", "dropout = 0.1" },
        { "/model/vocab", "{\"a\":0}", "no token for the byte 0x00" },
        { "/model/vocab", "{\"a\":0,\"b\":0}", "repeats a token or an id" },
        { "/model/vocab", "{\"a\":-1}", "its id is negative" },
        { "/model/vocab", "{\"a\":1.5}", "not a tokenizer.json of the usual shape" },
        { "/model/vocab", "{\"\\u4F60\":0}", "no byte-level text" },
        { "/model/vocab", "[]", "not a tokenizer.json of the usual shape" },
        { "/model/merges", "[\"a b\"]", "merge 0 \"a b\" names or makes a token that is not in the vocabulary" },
        { "/model/merges", "[\"a b c\"]", "is not two tokens" },
        { "/normalizer", "{\"type\":\"NFKC\"}", "normalizes text by NFKC" },
        { "/pre_tokenizer", "null", "no pre_tokenizer" },
        { "/pre_tokenizer", "{\"type\":\"Whitespace\"}", "has the step Whitespace" },
        { "/pre_tokenizer", "{\"type\":\"ByteLevel\",\"add_prefix_space\":true}", "adds a blank" },
        { "/pre_tokenizer/pretokenizers/0/pattern/Regex", "\"[a-z]+\"", "none of the patterns that this library knows" },
        { "/pre_tokenizer/pretokenizers/0/behavior", "\"Removed\"", "none of the patterns that this library knows" },
        { "/pre_tokenizer/pretokenizers/1", "{\"type\":\"ByteLevel\",\"add_prefix_space\":false}", "splits more than once" },
        { "/added_tokens", "[{\"id\":1,\"content\":\"\"}]", "is empty, too long or there twice" },
        { "/model", "null", "not a tokenizer.json of the usual shape" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_supported_is_refused_with_the_reason(string place, string value, string reason)
    {
        JsonNode json = Small(TokenizerJson.Llama3Pattern);
        var steps = place.Split('/')[1..];
        foreach (var step in steps[..^1])
        {
            json = json is JsonArray array ? array[step[0] - '0']! : json[step]!;
        }

        var root = json.Root;
        var changed = JsonNode.Parse(value);
        if (json is JsonArray list)
        {
            list[steps[^1][0] - '0'] = changed;
        }
        else
        {
            json[steps[^1]] = changed;
        }

        var error = Assert.Throws<InvalidDataException>(() => Read((JsonObject)root));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("not json")]
    public void What_is_no_such_file_is_refused(string content)
    {
        var file = _folder.Write("tokenizer.json", content);
        Assert.Throws<InvalidDataException>(() => TokenEncoding.FromHuggingFaceFile(file));
    }

    private static JsonObject Small(string pattern) => TokenizerJson.Of(TokenizerJson.Bytes(), [], pattern);

    private TokenEncoding Read(JsonObject json) => TokenEncoding.FromHuggingFaceFile(_folder.Write("tokenizer.json", json.ToJsonString()));
}
