using System.Text.Json.Nodes;

namespace Observe.Tokenizer.Tests.Files;

/// <summary>Writes the tokenizer.json that a vocabulary would have.</summary>
internal static class TokenizerJson
{
    public const string Llama3Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>Byte-level tokens of which each merge has its own place in the list, as trained vocabularies have.</summary>
    public static JsonObject Of(TokenEncoding encoding, string pattern = Llama3Pattern)
    {
        var vocabulary = new JsonObject();
        var merges = new JsonArray();
        var tokens = encoding.Vocabulary.Tokens;
        for (var rank = 0; rank < tokens.Count; rank++)
        {
            vocabulary[Text(tokens[rank])] = rank;
            if (tokens.Left(rank) != rank)
            {
                merges.Add($"{Text(tokens[tokens.Left(rank)])} {Text(tokens[tokens.Right(rank)])}");
            }
        }

        return Of(vocabulary, merges, pattern);
    }

    public static JsonObject Of(JsonObject vocabulary, JsonArray merges, string pattern) => new()
    {
        ["version"] = "1.0",
        ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = 2_000_000, ["content"] = "<|end|>", ["special"] = true }),
        ["normalizer"] = null,
        ["pre_tokenizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["pretokenizers"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Split",
                    ["pattern"] = new JsonObject { ["Regex"] = pattern },
                    ["behavior"] = "Isolated",
                    ["invert"] = false,
                },
                new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = false }),
        },
        ["model"] = new JsonObject
        {
            ["type"] = "BPE",
            ["dropout"] = null,
            ["continuing_subword_prefix"] = null,
            ["end_of_word_suffix"] = null,
            ["byte_fallback"] = false,
            ["ignore_merges"] = false,
            ["vocab"] = vocabulary,
            ["merges"] = merges,
        },
    };

    /// <summary>The byte-level alphabet with nothing but the 256 bytes.</summary>
    public static JsonObject Bytes()
    {
        var vocabulary = new JsonObject();
        for (var value = 0; value < 256; value++)
        {
            vocabulary[Text([(byte)value])] = value;
        }

        return vocabulary;
    }

    public static string Text(ReadOnlySpan<byte> token)
    {
        var text = new char[token.Length];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Alphabet[token[i]];
        }

        return new string(text);
    }

    private static string Alphabet { get; } = MakeAlphabet();

    private static string MakeAlphabet()
    {
        // Written down anew from the definition: printable Latin-1 stands for itself, the others follow from U+0100 on.
        var alphabet = new char[256];
        var next = '\u0100';
        for (var value = 0; value < 256; value++)
        {
            var stays = value is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255);
            alphabet[value] = stays ? (char)value : next++;
        }

        return new string(alphabet);
    }
}
