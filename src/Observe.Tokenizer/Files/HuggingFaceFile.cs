using System.Text;
using System.Text.Json;
using Observe.Tokenizer.Bpe;

namespace Observe.Tokenizer.Files;

/// <summary>Reads the tokenizer.json of a byte-level BPE model.</summary>
internal static class HuggingFaceFile
{
    public static VocabularySource Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(VocabularyFile.ReadAll(path));
            return Read(path, json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw VocabularyFile.Invalid(path, $"it is not a tokenizer.json of the usual shape ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static VocabularySource Read(string path, JsonElement root)
    {
        var model = root.GetProperty("model");
        RefuseUnsupported(path, root, model);
        var pattern = HuggingFacePattern.Read(path, root);
        var specials = AddedTokens(path, root);
        var (tokens, byText) = Tokens(path, model, specials);
        var merges = Merges(path, model, byText);
        var (table, ids) = MergeCompiler.Compile(path, tokens, new ListedMerges(merges));
        var wholePieces = model.TryGetProperty("ignore_merges", out var ignore) && ignore.ValueKind == JsonValueKind.True;
        return new VocabularySource(Name(path), pattern, table, ids, specials, wholePieces);
    }

    /// <summary>The files are all called tokenizer.json: the folder says more.</summary>
    private static string Name(string path)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
        return string.IsNullOrEmpty(folder) ? Path.GetFileNameWithoutExtension(path) : folder;
    }

    private static void RefuseUnsupported(string path, JsonElement root, JsonElement model)
    {
        var type = model.TryGetProperty("type", out var named) ? named.GetString() : "BPE";
        if (type != "BPE")
        {
            throw VocabularyFile.Invalid(path, $"its model is {type}; only BPE is supported");
        }

        foreach (var option in (ReadOnlySpan<string>)["continuing_subword_prefix", "end_of_word_suffix", "dropout", "byte_fallback"])
        {
            if (model.TryGetProperty(option, out var value) && value.ToString() is not ("" or "False" or "0" or "0.0"))
            {
                throw VocabularyFile.Invalid(path, $"its model has {option} = {value}, which byte-level BPE does without");
            }
        }

        if (root.TryGetProperty("normalizer", out var normalizer) && normalizer.ValueKind == JsonValueKind.Object
            && normalizer.GetProperty("type").GetString() is not "NFC" and var other)
        {
            throw VocabularyFile.Invalid(path, $"it normalizes text by {other}; only none and NFC (of text that is NFC already) are supported");
        }
    }

    private static Dictionary<string, int> AddedTokens(string path, JsonElement root)
    {
        var added = new Dictionary<string, int>();
        if (root.TryGetProperty("added_tokens", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var token in list.EnumerateArray())
            {
                var text = token.GetProperty("content").GetString();
                if (string.IsNullOrEmpty(text) || Encoding.UTF8.GetByteCount(text) > TokenTable.MaxTokenBytes
                    || !added.TryAdd(text, token.GetProperty("id").GetInt32()))
                {
                    throw VocabularyFile.Invalid(path, $"the added token \"{text}\" is empty, too long or there twice");
                }
            }
        }

        return added;
    }

    private static (List<VocabularyToken> Tokens, Dictionary<string, int> ByText) Tokens(
        string path, JsonElement model, Dictionary<string, int> specials)
    {
        var tokens = new List<VocabularyToken>();
        var byText = new Dictionary<string, int>();
        var taken = specials.Values.ToHashSet();
        foreach (var entry in model.GetProperty("vocab").EnumerateObject())
        {
            if (specials.ContainsKey(entry.Name))
            {
                continue;
            }

            var id = entry.Value.GetInt32();
            var bytes = ByteLevelText.ToBytes(entry.Name);
            if (bytes is null || bytes.Length is 0 or > TokenTable.MaxTokenBytes)
            {
                throw VocabularyFile.Invalid(path, $"token {id} \"{entry.Name}\" is no byte-level text of 1 to {TokenTable.MaxTokenBytes} bytes");
            }

            if (id < 0 || !taken.Add(id) || !byText.TryAdd(entry.Name, tokens.Count))
            {
                throw VocabularyFile.Invalid(path, $"token {id} \"{entry.Name}\" repeats a token or an id, or its id is negative");
            }

            tokens.Add(new VocabularyToken(bytes, id));
            if (tokens.Count > TokenTable.MaxTokens)
            {
                throw VocabularyFile.Invalid(path, $"it has more than {TokenTable.MaxTokens} tokens");
            }
        }

        return (tokens, byText);
    }

    private static Dictionary<(int Left, int Right), (int Merged, int Rank)> Merges(
        string path, JsonElement model, Dictionary<string, int> byText)
    {
        var merges = new Dictionary<(int, int), (int, int)>();
        var rank = 0;
        foreach (var entry in model.GetProperty("merges").EnumerateArray())
        {
            var (left, right) = Pair(entry);
            if (!byText.TryGetValue(left, out var first) || !byText.TryGetValue(right, out var second)
                || !byText.TryGetValue(left + right, out var merged))
            {
                throw VocabularyFile.Invalid(path, $"merge {rank} \"{left} {right}\" names or makes a token that is not in the vocabulary");
            }

            // Of a pair listed twice the first counts, as it would always come first.
            merges.TryAdd((first, second), (merged, rank++));
        }

        return merges;
    }

    private static (string Left, string Right) Pair(JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2)
        {
            return (entry[0].GetString() ?? "", entry[1].GetString() ?? "");
        }

        var parts = entry.GetString()!.Split(' ');
        return parts.Length == 2 ? (parts[0], parts[1]) : throw new FormatException($"the merge \"{entry}\" is not two tokens");
    }
}
