namespace Observe.Tokenizer.Files;

/// <summary>Which two adjacent tokens merge, and how early. Tokens are indices into the file's list.</summary>
internal interface IMergeRules
{
    /// <summary>False when the two never merge. Of several merges that are possible the one of lowest rank comes first.</summary>
    bool TryMerge(int left, int right, out int merged, out int rank);
}
