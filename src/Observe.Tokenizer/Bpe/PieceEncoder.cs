using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Tokenizer.Bpe;

/// <summary>
/// Encodes one piece: takes the longest token that may follow the one before, and goes back to a shorter one where that leads
/// nowhere. As an encoding of every prefix exists once only, no place is tried twice, and the work stays linear.
/// Holds what is reused between calls, so it serves one thread at a time.
/// </summary>
internal sealed class PieceEncoder(Vocabulary vocabulary) : IDisposable
{
    private const int FollowBits = 15;
    private const int StartingRoom = 256;

    /// <summary>Answers of <see cref="Vocabulary.CanFollow"/>: both ranks, the answer in the lowest bit, the highest always set.</summary>
    private readonly ulong[] _follows = new ulong[1 << FollowBits];

    private int[] _tokens = ArrayPool<int>.Shared.Rent(StartingRoom);
    private ulong[] _dead = ArrayPool<ulong>.Shared.Rent(StartingRoom / 64 + 1);

    /// <summary>Encodes the piece; the ranks are valid until the next call.</summary>
    public ReadOnlySpan<int> Encode(ref byte piece, int length)
    {
        var whole = vocabulary.WholePiece(MemoryMarshal.CreateReadOnlySpan(ref piece, length));
        if (whole >= 0)
        {
            _tokens[0] = whole;
            return _tokens.AsSpan(0, 1);
        }

        var token = vocabulary.Trie.Longest(ref piece, length, out var tokenLength);
        if (tokenLength == length)
        {
            _tokens[0] = token;
            return _tokens.AsSpan(0, 1);
        }

        Reserve(length);
        Array.Clear(_dead, 0, length / 64 + 1);
        return _tokens.AsSpan(0, Search(ref piece, length, token, tokenLength));
    }

    /// <summary>Whether two tokens can stand side by side, remembered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CanFollow(int left, int right)
    {
        var key = (ulong)(uint)left << 21 | (ulong)(uint)right << 1 | 1UL << 63;
        ref var known = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_follows), (nint)((key * 0x9E3779B97F4A7C15UL) >> (64 - FollowBits)));
        var entry = known;
        if ((entry & ~1UL) == key)
        {
            return (entry & 1) != 0;
        }

        var answer = vocabulary.CanFollow(left, right);
        known = key | (answer ? 1UL : 0);
        return answer;
    }

    /// <summary>Gives back what a very long piece made it take.</summary>
    public void Trim()
    {
        if (_tokens.Length > 64 * 1024)
        {
            Return();
            Rent(StartingRoom);
        }
    }

    public void Dispose() => Return();

    private int Search(ref byte piece, int length, int candidate, int candidateLength)
    {
        var count = 0;
        var at = 0;
        while (true)
        {
            var last = count > 0 ? _tokens[count - 1] : TokenTrie.None;
            while (true)
            {
                var end = at + candidateLength;
                if ((_dead[end >> 6] & 1UL << end) == 0 && (last < 0 || CanFollow(last, candidate)))
                {
                    _tokens[count++] = candidate;
                    at = end;
                    if (at == length)
                    {
                        return count;
                    }

                    candidate = vocabulary.Trie.Longest(ref Unsafe.Add(ref piece, at), length - at, out candidateLength);
                    break;
                }

                candidate = vocabulary.LongestPrefix(candidate);
                if (candidate < 0)
                {
                    _dead[at >> 6] |= 1UL << at;
                    count--;
                    candidate = last;
                    candidateLength = vocabulary.Tokens.Length(last);
                    at -= candidateLength;
                    break;
                }

                candidateLength = vocabulary.Tokens.Length(candidate);
            }
        }
    }

    private void Reserve(int length)
    {
        if (_tokens.Length < length || _dead.Length < length / 64 + 1)
        {
            Return();
            Rent(length);
        }
    }

    private void Rent(int length)
    {
        _tokens = ArrayPool<int>.Shared.Rent(length);
        _dead = ArrayPool<ulong>.Shared.Rent(length / 64 + 1);
    }

    private void Return()
    {
        ArrayPool<int>.Shared.Return(_tokens);
        ArrayPool<ulong>.Shared.Return(_dead);
        _tokens = [];
        _dead = [];
    }
}
