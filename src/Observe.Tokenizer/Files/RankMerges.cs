using Observe.Tokenizer.Bpe;

namespace Observe.Tokenizer.Files;

/// <summary>tiktoken's rule: any two merge whose bytes together are a token, and its rank is the merge's.</summary>
internal sealed class RankMerges : IMergeRules
{
    private readonly List<VocabularyToken> _tokens;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    public RankMerges(List<VocabularyToken> tokens)
    {
        _tokens = tokens;
        var byBytes = new Dictionary<byte[], int>(tokens.Count, ByteStrings.Comparer);
        for (var i = 0; i < tokens.Count; i++)
        {
            byBytes.Add(tokens[i].Bytes, i);
        }

        _byBytes = byBytes.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public bool TryMerge(int left, int right, out int merged, out int rank)
    {
        var one = _tokens[left].Bytes;
        var two = _tokens[right].Bytes;
        Span<byte> joined = stackalloc byte[TokenTable.MaxTokenBytes * 2];
        one.CopyTo(joined);
        two.CopyTo(joined[one.Length..]);
        var found = _byBytes.TryGetValue(joined[..(one.Length + two.Length)], out merged);
        rank = found ? _tokens[merged].Id : 0;
        return found;
    }
}
