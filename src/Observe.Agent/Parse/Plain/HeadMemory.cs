using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>
/// What stood between time and message (<c>INFO [groq] </c>) and what it said. Programs write few such heads, so that one look
/// replaces reading level and tag. Keeps only heads whose meaning does not depend on what stands behind them. Not thread-safe.
/// </summary>
internal sealed class HeadMemory
{
    private const int Width = 32;
    private const int MinLength = sizeof(ulong);
    private const int SlotBits = 7;

    private readonly Known[] _known = new Known[1 << SlotBits];

    /// <summary>Reads a time and a head that is known, if the word behind them is of the message whatever it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(ReadOnlySpan<byte> bytes, int start, Timestamps timestamps, LineFields fields, out int message)
    {
        var head = start + Timestamps.RecalledLength + 1;
        message = head + Measure(bytes, head);
        if (message == head || !timestamps.TryRecall(bytes[start..], out var milliseconds)
            || !BeginsMessage(bytes, message) || !TryRecall(bytes, head, message, fields))
        {
            return false;
        }

        fields.UnixMilliseconds = milliseconds;
        return true;
    }

    /// <summary>
    /// Remembers what the head between two places said: a level, a tag and a space, behind nothing but a time. A tag that said
    /// nothing is left out: a thread is told by what follows it, and process numbers are too many.
    /// </summary>
    public void Remember(ReadOnlySpan<byte> line, int at, int end, LineFields fields)
    {
        var length = end - at;
        var named = fields.Category.Strength == HeadTag.Strength;
        if (length != Measure(line, at) || (fields.Category.Strength != 0 && !named) || (!named && fields.TagProvider == 0))
        {
            return;
        }

        Span<byte> padded = stackalloc byte[Width];
        padded.Clear();
        line[at..end].CopyTo(padded);
        Span<byte> mask = stackalloc byte[Width];
        mask.Clear();
        mask[..length].Fill(0xFF);
        _known[Slot(ref Unsafe.Add(ref MemoryMarshal.GetReference(line), at), length)] = new Known(
            Vector256.Create<byte>(padded), Vector256.Create<byte>(mask), length, fields.Level, fields.TagProvider,
            named ? fields.Category.Start - at : 0, named ? fields.Category.Length : 0);
    }

    /// <summary>The length up to the space behind the first closing bracket; 0 when it is too long or too short, or no space is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Measure(ReadOnlySpan<byte> line, int at)
    {
        if (at + Width > line.Length)
        {
            return 0;
        }

        var block = Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(line), at));
        var length = BitOperations.TrailingZeroCount(Vector256.Equals(block, Vector256.Create((byte)']')).ExtractMostSignificantBits()) + 2;
        return length is >= MinLength and < Width && line[at + length - 1] == ' ' ? length : 0;
    }

    /// <summary>Gives what the head between two places says, whose length is as measured; false when it is not known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRecall(ReadOnlySpan<byte> line, int at, int end, LineFields fields)
    {
        ref var head = ref Unsafe.Add(ref MemoryMarshal.GetReference(line), at);
        ref readonly var known = ref _known[Slot(ref head, end - at)];
        var here = Vector256.LoadUnsafe(ref head);
        if (((here ^ known.Bytes) & known.Mask) != Vector256<byte>.Zero || known.Length != end - at)
        {
            return false;
        }

        fields.Level = known.Level;
        fields.TagProvider = known.Provider;
        fields.Category.Offer(at + known.CategoryStart, known.CategoryLength, HeadTag.Strength);
        return true;
    }

    /// <summary>Whether a letter begins a word that is no logger: without a colon or bracket at its end or a separator behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool BeginsMessage(ReadOnlySpan<byte> bytes, int at)
    {
        if ((uint)at >= (uint)bytes.Length || (bytes[at] < 0x80 && !char.IsAsciiLetter((char)bytes[at])))
        {
            return false;
        }

        var length = Nearby.IndexOf(bytes[at..], (byte)' ');
        return length > 0 && at + length + 1 < bytes.Length
            && bytes[at + length - 1] is not ((byte)':' or (byte)']')
            && bytes[at + length + 1] is not ((byte)'-' or (byte)'|' or (byte)':');
    }

    /// <summary>First and last eight bytes decide; two heads that agree in them drive each other out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slot(ref byte head, int length)
    {
        var first = Unsafe.ReadUnaligned<ulong>(ref head);
        var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref head, length - sizeof(ulong)));
        return (int)(((first * 0x9E3779B97F4A7C15) ^ last) * 0x94D049BB133111EB >> (64 - SlotBits));
    }

    private readonly record struct Known(
        Vector256<byte> Bytes, Vector256<byte> Mask, int Length, LogLevel Level, ushort Provider, int CategoryStart, int CategoryLength);
}
