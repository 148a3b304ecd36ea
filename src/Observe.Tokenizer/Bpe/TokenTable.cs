using System.Runtime.CompilerServices;

namespace Observe.Tokenizer.Bpe;

/// <summary>
/// The bytes of all tokens by rank, and the merge that makes each: every merged token comes after its two parts, so its rank
/// says when it is merged. Built once, then only read.
/// </summary>
internal sealed class TokenTable
{
    /// <summary>Twenty bits: what the packed tables of this folder hold. The largest public vocabularies have 262 144 tokens.</summary>
    public const int MaxTokens = 1 << 20;

    /// <summary>Longer tokens are refused; the longest of the public ones have 128 bytes.</summary>
    public const int MaxTokenBytes = 512;

    private readonly int[] _starts;
    private readonly int[] _left;
    private readonly int[] _right;
    private byte[] _bytes;

    public TokenTable(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxTokens);
        _starts = new int[count + 1];
        _left = new int[count];
        _right = new int[count];
        _bytes = new byte[count * 8];
    }

    /// <summary>How many tokens there will be.</summary>
    public int Capacity => _left.Length;

    /// <summary>How many tokens were added.</summary>
    public int Count { get; private set; }

    public int LongestToken { get; private set; }

    public ReadOnlySpan<byte> this[int rank] => _bytes.AsSpan(_starts[rank], Length(rank));

    public int Length(int rank) => _starts[rank + 1] - _starts[rank];

    /// <summary>The left part of the merge, or the rank itself when no merge makes this token.</summary>
    public int Left(int rank) => _left[rank];

    /// <summary>The right part of the merge, or the rank itself when no merge makes this token.</summary>
    public int Right(int rank) => _right[rank];

    /// <summary>Adds a token that no merge makes: one byte, or a longer one that only stands for a whole piece.</summary>
    public void AddLiteral(ReadOnlySpan<byte> token)
    {
        var rank = Count;
        token.CopyTo(Reserve(token.Length));
        _left[rank] = rank;
        _right[rank] = rank;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddMerge(int left, int right)
    {
        var rank = Count;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(left, rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(right, rank);
        var leftLength = Length(left);
        var room = Reserve(leftLength + Length(right));
        this[left].CopyTo(room);
        this[right].CopyTo(room[leftLength..]);
        _left[rank] = left;
        _right[rank] = right;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int length)
    {
        var start = _starts[Count];
        if (start + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, start + length));
        }

        Count++;
        _starts[Count] = start + length;
        LongestToken = Math.Max(LongestToken, length);
        return _bytes.AsSpan(start, length);
    }
}
