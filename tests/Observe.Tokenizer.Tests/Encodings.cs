using Observe.Tokenizer.Files;

namespace Observe.Tokenizer.Tests;

/// <summary>One encoding for every split pattern.</summary>
internal static class Encodings
{
    public static IReadOnlyList<TokenEncoding> All { get; } =
    [
        TokenEncoding.O200kBase,
        TokenEncoding.Cl100kBase,
        WithPattern(SplitPattern.Cl100kOneDigit),
        WithPattern(SplitPattern.Gpt2),
    ];

    private static TokenEncoding WithPattern(SplitPattern pattern) =>
        new(EmbeddedVocabulary.Read("cl100k_base", pattern) with { SpecialTokens = new Dictionary<string, int>() });
}
