using Observe.Tokenizer.Bpe;

namespace Observe.Tokenizer.Files;

/// <summary>Merges the bytes of one token by the letter: lowest rank first, the leftmost of equals.</summary>
internal sealed class MergeSimulation(IMergeRules rules)
{
    private const int None = int.MaxValue;

    private readonly int[] _parts = new int[TokenTable.MaxTokenBytes];
    private readonly int[] _ranks = new int[TokenTable.MaxTokenBytes];
    private readonly int[] _merged = new int[TokenTable.MaxTokenBytes];

    /// <summary>The merge that made the whole token, or null when the bytes do not end as this token.</summary>
    public MergeCompiler.Merge? Run(ReadOnlySpan<byte> bytes, int[] singles, int token)
    {
        var count = bytes.Length;
        for (var i = 0; i < count; i++)
        {
            _parts[i] = singles[bytes[i]];
        }

        for (var i = 0; i < count - 1; i++)
        {
            Look(i);
        }

        MergeCompiler.Merge? last = null;
        while (count > 1)
        {
            var at = Lowest(count - 1);
            if (_ranks[at] == None)
            {
                return null;
            }

            last = new MergeCompiler.Merge(_parts[at], _parts[at + 1], _ranks[at]);
            _parts[at] = _merged[at];
            count--;
            _parts.AsSpan(at + 2, count - at - 1).CopyTo(_parts.AsSpan(at + 1));
            _ranks.AsSpan(at + 1, count - at - 1).CopyTo(_ranks.AsSpan(at));
            _merged.AsSpan(at + 1, count - at - 1).CopyTo(_merged.AsSpan(at));
            if (at > 0)
            {
                Look(at - 1);
            }

            if (at < count - 1)
            {
                Look(at);
            }
        }

        return _parts[0] == token ? last : null;
    }

    private void Look(int at) => _ranks[at] = rules.TryMerge(_parts[at], _parts[at + 1], out _merged[at], out var rank) ? rank : None;

    private int Lowest(int pairs)
    {
        var best = 0;
        for (var i = 1; i < pairs; i++)
        {
            if (_ranks[i] < _ranks[best])
            {
                best = i;
            }
        }

        return best;
    }
}
