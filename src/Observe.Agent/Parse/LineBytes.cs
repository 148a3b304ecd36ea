using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>Finds bytes that no text has. The whole batch is looked at first, each line only when something is wrong.</summary>
internal static class LineBytes
{
    /// <summary>True when escapes stand in the batch, which begin colour codes.</summary>
    public static bool Check(LogBatch batch)
    {
        var bytes = batch.Bytes.AsSpan(0, batch.ByteCount);
        if (IsPlainAscii(bytes))
        {
            return false;
        }

        var strange = bytes.IndexOfAny((byte)0, AnsiCodes.Escape);
        if ((strange < 0 || !bytes[strange..].Contains((byte)0)) && Utf8.IsValid(bytes))
        {
            return strange >= 0;
        }

        foreach (ref var record in batch.Records)
        {
            if (record.Unparsed == UnparsedReason.None)
            {
                record.Unparsed = Reason(batch.Line(record));
            }
        }

        return strange >= 0;
    }

    /// <summary>Whether nothing need be looked for, in one pass for what takes three: true of nearly every batch. False settles nothing.</summary>
    private static bool IsPlainAscii(ReadOnlySpan<byte> bytes)
    {
        ref var b = ref MemoryMarshal.GetReference(bytes);
        var at = 0;
        for (; at + (2 * Vector256<byte>.Count) <= bytes.Length; at += 2 * Vector256<byte>.Count)
        {
            var one = Vector256.LoadUnsafe(ref b, (nuint)at);
            var two = Vector256.LoadUnsafe(ref b, (nuint)(at + Vector256<byte>.Count));
            var strange = one | two
                | Vector256.Equals(Vector256.Min(one, two), Vector256<byte>.Zero)
                | Vector256.Equals(one, Vector256.Create(AnsiCodes.Escape))
                | Vector256.Equals(two, Vector256.Create(AnsiCodes.Escape));
            if (strange.ExtractMostSignificantBits() != 0)
            {
                return false;
            }
        }

        for (; at < bytes.Length; at++)
        {
            if (bytes[at] is 0 or AnsiCodes.Escape or >= 0x80)
            {
                return false;
            }
        }

        return true;
    }

    private static UnparsedReason Reason(ReadOnlySpan<byte> line) =>
        line.Contains((byte)0) ? UnparsedReason.Nul : Utf8.IsValid(line) ? UnparsedReason.None : UnparsedReason.InvalidUtf8;
}
