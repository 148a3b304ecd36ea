using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Observe.Agent.Parse.Json;

/// <summary>
/// A bitmap of the bytes that mean something inside a JSON string: quotes, backslashes and control bytes. Made for a whole
/// batch in one vectorised pass, it replaces a search for every key and value.
/// </summary>
internal sealed class StringMarks
{
    private ulong[] _bits = new ulong[4096];

    /// <summary>Marks the bytes from <paramref name="start"/> to <paramref name="end"/>; what was marked elsewhere stays.</summary>
    public void Mark(ReadOnlySpan<byte> bytes, int start, int end)
    {
        var words = (end >> 6) + 1;
        if (words > _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(words, _bits.Length * 2));
        }

        ref var b = ref MemoryMarshal.GetReference(bytes);
        var word = start >> 6;
        for (; word < words && (word << 6) + 64 <= bytes.Length; word++)
        {
            _bits[word] = Of64(ref Unsafe.Add(ref b, word << 6));
        }

        if (word < words)
        {
            Span<byte> padded = stackalloc byte[64];
            padded.Clear();
            bytes[(word << 6)..].CopyTo(padded);
            _bits[word] = Of64(ref MemoryMarshal.GetReference(padded));
        }
    }

    /// <summary>The first marked byte at or behind <paramref name="from"/>, which stands below <paramref name="end"/>; else a place from there on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int from, int end)
    {
        var bits = _bits;
        var word = from >> 6;
        var marked = bits[word] & (ulong.MaxValue << from);
        while (marked == 0)
        {
            if (++word > end >> 6)
            {
                return end;
            }

            marked = bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(marked);
    }

    private static ulong Of64(ref byte at) => Of32(ref at) | ((ulong)Of32(ref Unsafe.Add(ref at, 32)) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Of32(ref byte at)
    {
        var bytes = Vector256.LoadUnsafe(ref at);
        return (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(bytes, Vector256.Create((byte)0x20))).ExtractMostSignificantBits();
    }
}
