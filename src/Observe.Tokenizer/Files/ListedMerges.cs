namespace Observe.Tokenizer.Files;

/// <summary>Hugging Face's rule: only listed pairs merge, in the order of the list.</summary>
internal sealed class ListedMerges(Dictionary<(int Left, int Right), (int Merged, int Rank)> merges) : IMergeRules
{
    public bool TryMerge(int left, int right, out int merged, out int rank)
    {
        var found = merges.TryGetValue((left, right), out var merge);
        (merged, rank) = merge;
        return found;
    }
}
