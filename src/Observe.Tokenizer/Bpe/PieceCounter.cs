using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Observe.Tokenizer.Split;

namespace Observe.Tokenizer.Bpe;

/// <summary>
/// Counts the tokens of pieces, and remembers the counts of short ones: words repeat. Serves one thread at a time.
/// </summary>
internal sealed class PieceCounter(PieceEncoder encoder)
{
    private const int CacheBits = 14;
    private const ulong CountMask = 0xFUL << 60;

    /// <summary>Pairs of entries for the same hash, the one used last first.</summary>
    private readonly Entry[] _cache = new Entry[2 << CacheBits];

    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Tokens of all pieces of valid UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="final">False when more text follows: then it stops before the first piece that more text might change.</param>
    /// <param name="consumed">How many bytes were counted.</param>
    public long Count<TScanner>(ReadOnlySpan<byte> text, bool final, out int consumed)
        where TScanner : struct, IPieceScanner
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var at = 0;
        var total = 0L;
        while (at < text.Length)
        {
            ref var start = ref Unsafe.Add(ref first, at);
            if (text.Length - at >= AsciiWindow.Size)
            {
                var window = Vector128.LoadUnsafe(ref start);
                var length = TScanner.LengthInWindow(window, ref start);
                if (length != 0)
                {
                    total += length == 1 ? 1 : Short(window, ref start, length);
                    at += length;
                    continue;
                }
            }

            var end = TScanner.End(ref first, at, text.Length, out var open);
            if (open && !final)
            {
                break;
            }

            total += Count(ref start, end - at, text.Length - at);
            at = end;
        }

        consumed = at;
        return total;
    }

    private int Count(ref byte piece, int length, int readable)
    {
        if (length >= AsciiWindow.Size)
        {
            return encoder.Encode(ref piece, length).Length;
        }

        if (length == 1)
        {
            return 1;
        }

        if (readable >= AsciiWindow.Size)
        {
            return Short(Vector128.LoadUnsafe(ref piece), ref piece, length);
        }

        Span<byte> padded = stackalloc byte[AsciiWindow.Size];
        MemoryMarshal.CreateReadOnlySpan(ref piece, length).CopyTo(padded);
        return Short(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(padded)), ref piece, length);
    }

    /// <summary>A piece of at most 15 bytes: they and the length are the key, the count stands in the last free four bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Short(Vector128<byte> window, ref byte piece, int length)
    {
        var key = (window & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(AsciiWindow.Size - length))).AsUInt64();
        var low = key.ToScalar();
        var high = key.GetElement(1) | (ulong)(uint)length << 56;
        var hash = (low ^ BitOperations.RotateLeft(high * 0xC2B2AE3D27D4EB4FUL, 32)) * 0x9E3779B97F4A7C15UL;
        ref var entry = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cache), (nint)(hash >> (64 - CacheBits)) * 2);
        return entry.Is(low, high) ? entry.Count : Second(ref entry, low, high, ref piece, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Second(ref Entry first, ulong low, ulong high, ref byte piece, int length)
    {
        ref var second = ref Unsafe.Add(ref first, 1);
        var found = second.Is(low, high) ? second : new Entry(low, high, encoder.Encode(ref piece, length).Length);
        second = first;
        first = found;
        return found.Count;
    }

    private readonly struct Entry(ulong low, ulong high, int count)
    {
        private readonly ulong _low = low;
        private readonly ulong _high = high | (ulong)(uint)count << 60;

        public int Count => (int)(_high >> 60);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Is(ulong low, ulong high) => _low == low && (_high & ~CountMask) == high;
    }
}
