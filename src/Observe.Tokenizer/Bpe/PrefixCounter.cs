using System.Numerics;

namespace Observe.Tokenizer.Bpe;

/// <summary>
/// Counts the tokens of one piece byte by byte, in memory that does not grow with it. Every prefix of a piece has one encoding
/// only, and it ends with the one token that may follow the last token of a shorter prefix; so the last tokens of as many
/// prefixes as the longest token has bytes are all that must be known. Some ten times slower than looking at a whole piece.
/// </summary>
internal sealed class PrefixCounter
{
    private readonly TokenTrie _trie;
    private readonly PieceEncoder _encoder;
    private readonly int _mask;
    private readonly int[] _last;
    private readonly long[] _counts;

    /// <summary>Tokens that may still come of the bytes since a place: the node in the trie, and the place.</summary>
    private readonly (int Node, long Start)[] _open;

    private int _openCount;
    private long _length;

    public PrefixCounter(Vocabulary vocabulary, PieceEncoder encoder)
    {
        _trie = vocabulary.Trie;
        _encoder = encoder;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)vocabulary.Tokens.LongestToken + 1);
        _mask = size - 1;
        _last = new int[size];
        _counts = new long[size];
        _open = new (int, long)[size];
        Reset();
    }

    /// <summary>Tokens of all bytes since <see cref="Reset"/>.</summary>
    public long Count => _counts[_length & _mask];

    public bool IsEmpty => _length == 0;

    public void Reset()
    {
        _openCount = 0;
        _length = 0;
        _last[0] = TokenTrie.None;
        _counts[0] = 0;
    }

    public void Push(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            Push(next);
        }
    }

    private void Push(byte next)
    {
        var end = _length + 1;
        var kept = 0;
        var ended = false;
        for (var i = 0; i < _openCount; i++)
        {
            var (node, start) = _open[i];
            var child = _trie.Child(node, next);
            if (child == TokenTrie.None)
            {
                continue;
            }

            _open[kept++] = (child, start);
            ended = ended || TryEnd(child, start, end);
        }

        var single = _trie.Byte(next);
        _ = ended || TryEnd(single, _length, end);
        _open[kept++] = (single, _length);
        _openCount = kept;
        _length = end;
    }

    private bool TryEnd(int node, long start, long end)
    {
        if (!_trie.IsToken(node))
        {
            return false;
        }

        var before = _last[start & _mask];
        if (before != TokenTrie.None && !_encoder.CanFollow(before, node))
        {
            return false;
        }

        _last[end & _mask] = node;
        _counts[end & _mask] = _counts[start & _mask] + 1;
        return true;
    }
}
