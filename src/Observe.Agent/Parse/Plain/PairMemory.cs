using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Observe.Agent.Parse.Fields;

namespace Observe.Agent.Parse.Plain;

/// <summary>
/// The keys in front of the equal signs of the line before, in order. One program writes the same pairs in the same order, so
/// that one vector comparison replaces finding the key's start and looking the key up.
/// </summary>
internal sealed class PairMemory
{
    private const int Width = 32;

    private readonly Known[] _known = new Known[16];

    /// <summary>Whether the key in front of this equal sign, with the byte in front of it, is the one it was in the line before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRecall(int pair, ReadOnlySpan<byte> bytes, int equals, out FieldKey key, out int start)
    {
        if ((uint)pair < (uint)_known.Length && equals >= Width)
        {
            ref readonly var expected = ref _known[pair];
            var here = Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), equals - Width));
            if (((here ^ expected.Bytes) & expected.Mask) == Vector256<byte>.Zero && expected.Length > 0)
            {
                key = expected.Key;
                start = equals - expected.Length;
                return true;
            }
        }

        key = default;
        start = equals;
        return false;
    }

    /// <summary>Whether the key of the line before stands right here, with the byte in front of it and its equal sign behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFollow(int pair, ReadOnlySpan<byte> bytes, int at, int end, out FieldKey key, out int equals)
    {
        equals = (uint)pair < (uint)_known.Length ? at + 1 + _known[pair].Length : end;
        if (equals < end && bytes[equals] == '=')
        {
            return TryRecall(pair, bytes, equals, out key, out _);
        }

        key = default;
        return false;
    }

    /// <summary>Remembers a key that has a byte in front of it which is no key byte.</summary>
    public void Remember(int pair, ReadOnlySpan<byte> bytes, int start, int equals, FieldKey key)
    {
        var length = equals - start + 1;
        if (pair >= _known.Length || length is < 2 or > Width || start < 1)
        {
            return;
        }

        Span<byte> padded = stackalloc byte[Width];
        padded.Clear();
        bytes[(start - 1)..equals].CopyTo(padded[^length..]);
        Span<byte> mask = stackalloc byte[Width];
        mask.Clear();
        mask[^length..].Fill(0xFF);
        _known[pair] = new Known(Vector256.Create<byte>(padded), Vector256.Create<byte>(mask), key, length - 1);
    }

    private readonly record struct Known(Vector256<byte> Bytes, Vector256<byte> Mask, FieldKey Key, int Length);
}
