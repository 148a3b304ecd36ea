using System.Text.Json;

namespace Observe.Tokenizer.Files;

/// <summary>Tells by the pre_tokenizer of a tokenizer.json which split pattern it has; others than the known are refused.</summary>
internal static class HuggingFacePattern
{
    private const string Words = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Signs = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly Dictionary<string, SplitPattern> Known = new()
    {
        [Words + @"\p{N}{1,3}" + Signs] = SplitPattern.Cl100k,
        [Words + @"\p{N}" + Signs] = SplitPattern.Cl100kOneDigit,
        [@"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
            + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
            + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = SplitPattern.O200k,
        [@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"] = SplitPattern.Gpt2,
        [@"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"] = SplitPattern.Gpt2,
    };

    public static SplitPattern Read(string path, JsonElement root)
    {
        if (!root.TryGetProperty("pre_tokenizer", out var declared) || declared.ValueKind != JsonValueKind.Object)
        {
            throw VocabularyFile.Invalid(path, "it has no pre_tokenizer, so it is not byte-level");
        }

        SplitPattern? pattern = null;
        var byteLevel = false;
        foreach (var step in Steps(declared))
        {
            var found = Step(path, step);
            byteLevel |= TypeOf(step) == "ByteLevel";
            if (found is not null && pattern is not null)
            {
                throw VocabularyFile.Invalid(path, "its pre_tokenizer splits more than once, which is not supported");
            }

            pattern ??= found;
        }

        return byteLevel && pattern is { } known
            ? known
            : throw VocabularyFile.Invalid(path, "its pre_tokenizer lacks a ByteLevel step or a split pattern");
    }

    private static IEnumerable<JsonElement> Steps(JsonElement declared) =>
        TypeOf(declared) == "Sequence" ? declared.GetProperty("pretokenizers").EnumerateArray() : [declared];

    private static string? TypeOf(JsonElement step) => step.GetProperty("type").GetString();

    private static SplitPattern? Step(string path, JsonElement step)
    {
        switch (TypeOf(step))
        {
            case "ByteLevel" when step.TryGetProperty("add_prefix_space", out var prefix) && prefix.ValueKind == JsonValueKind.True:
                throw VocabularyFile.Invalid(path, "its ByteLevel step adds a blank before the text (add_prefix_space), which is not supported");
            case "ByteLevel":
                return step.TryGetProperty("use_regex", out var own) && own.ValueKind == JsonValueKind.False ? null : SplitPattern.Gpt2;
            case "Split":
                return Split(path, step);
            case var other:
                throw VocabularyFile.Invalid(path, $"its pre_tokenizer has the step {other}, which is not supported");
        }
    }

    private static SplitPattern Split(string path, JsonElement step)
    {
        var pattern = step.GetProperty("pattern").TryGetProperty("Regex", out var regex) ? regex.GetString() : null;
        var isolated = step.GetProperty("behavior").GetString() == "Isolated"
            && !(step.TryGetProperty("invert", out var invert) && invert.ValueKind == JsonValueKind.True);
        return pattern is not null && isolated && Known.TryGetValue(pattern, out var known)
            ? known
            : throw VocabularyFile.Invalid(path, $"it splits text by {step.GetProperty("pattern")}, which is none of the patterns that this library knows");
    }
}
