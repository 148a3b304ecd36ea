using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Observe.Agent.Parse.Json;

/// <summary>
/// Finds quotes, backslashes and control bytes, the only ones that mean something inside a JSON string, as a bitmap of 64
/// bytes at a time: one pass of the vector unit instead of a search for every string.
/// </summary>
internal ref struct SpecialBytes(ReadOnlySpan<byte> bytes, int start)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _start = start;
    private int _block = -64;
    private ulong _bits;

    /// <summary>The first special byte at or behind <paramref name="from"/>, or a place at or behind <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int from, int end)
    {
        var offset = from - _start;
        var block = offset & ~63;
        if (block != _block)
        {
            Load(block);
        }

        var bits = _bits & (ulong.MaxValue << offset);
        while (bits == 0)
        {
            block += 64;
            if (_start + block >= end)
            {
                return end;
            }

            Load(block);
            bits = _bits;
        }

        return _start + block + BitOperations.TrailingZeroCount(bits);
    }

    private void Load(int block)
    {
        _block = block;
        var at = _start + block;
        if (at + 64 <= _bytes.Length)
        {
            ref var b = ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), at);
            _bits = Bits(ref b) | ((ulong)Bits(ref Unsafe.Add(ref b, 32)) << 32);
            return;
        }

        // The last bytes of the buffer: what lies behind them is padded with zeros, control bytes behind the end.
        Span<byte> padded = stackalloc byte[64];
        padded.Clear();
        _bytes[Math.Min(at, _bytes.Length)..].CopyTo(padded);
        _bits = Bits(ref padded[0]) | ((ulong)Bits(ref padded[32]) << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(ref byte at)
    {
        var bytes = Vector256.LoadUnsafe(ref at);
        return (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(bytes, Vector256.Create((byte)0x20))).ExtractMostSignificantBits();
    }
}
