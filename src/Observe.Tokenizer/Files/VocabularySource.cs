using Observe.Tokenizer.Bpe;

namespace Observe.Tokenizer.Files;

/// <summary>What a vocabulary file says.</summary>
/// <param name="Name">For people and for messages.</param>
/// <param name="Pattern">How text is cut into pieces.</param>
/// <param name="Tokens">All ordinary tokens by rank.</param>
/// <param name="Ids">The id of each rank, or null when it is the rank.</param>
/// <param name="SpecialTokens">Special tokens and their ids.</param>
/// <param name="WholePieces">Whether a token that no merge makes stands for a piece of exactly its bytes.</param>
internal sealed record VocabularySource(
    string Name,
    SplitPattern Pattern,
    TokenTable Tokens,
    int[]? Ids,
    IReadOnlyDictionary<string, int> SpecialTokens,
    bool WholePieces = true);
