using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Observe.Agent.Parse.Formats;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>Finds bytes that no text has. The whole batch is looked at first, each line only when something is wrong.</summary>
internal static class LineBytes
{
    /// <summary>True when escapes stand in the batch, which begin colour codes.</summary>
    public static bool Check(LogBatch batch)
    {
        var bytes = batch.Bytes.AsSpan(0, batch.ByteCount);
        if (IsPlainText(bytes))
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

    /// <summary>Whether it is valid UTF-8 without NUL and escape, in one pass for what takes three. False settles nothing.</summary>
    private static bool IsPlainText(ReadOnlySpan<byte> bytes)
    {
        ref var b = ref MemoryMarshal.GetReference(bytes);
        var at = 0;

        // Where words are of another script altogether, a look at all of it costs less than one at each.
        var runs = bytes.Length / 256;
        while (at + Vector256<byte>.Count <= bytes.Length && runs >= 0)
        {
            var block = Vector256.LoadUnsafe(ref b, (nuint)at);
            var control = Vector256.Equals(block, Vector256<byte>.Zero) | Vector256.Equals(block, Vector256.Create(AnsiCodes.Escape));
            if (control != Vector256<byte>.Zero)
            {
                return false;
            }

            var high = block.ExtractMostSignificantBits();
            if (high == 0)
            {
                at += Vector256<byte>.Count;
                continue;
            }

            // No character spans ASCII: a run of other bytes is valid by itself or not at all.
            var run = bytes[(at + BitOperations.TrailingZeroCount(high))..];
            var length = run.IndexOfAnyInRange((byte)0, (byte)0x7F);
            run = length < 0 ? run : run[..length];
            if (!Utf8.IsValid(run))
            {
                return false;
            }

            at += BitOperations.TrailingZeroCount(high) + run.Length;
            runs--;
        }

        var rest = bytes[at..];
        return rest.IndexOfAny((byte)0, AnsiCodes.Escape) < 0 && Utf8.IsValid(rest);
    }

    private static UnparsedReason Reason(ReadOnlySpan<byte> line) =>
        JournalFields.Begin(line) ? ReasonOfValues(line)
        : line.Contains((byte)0) ? UnparsedReason.Nul : Utf8.IsValid(line) ? UnparsedReason.None : UnparsedReason.InvalidUtf8;

    /// <summary>The lengths of a journal's values are no text, and need not be.</summary>
    private static UnparsedReason ReasonOfValues(ReadOnlySpan<byte> record)
    {
        var fields = new JournalFields(record);
        var worst = UnparsedReason.None;
        while (fields.TryNext(out _, out var start, out var length))
        {
            var value = record.Slice(start, length);
            worst = value.Contains((byte)0) ? UnparsedReason.Nul : Utf8.IsValid(value) ? worst : UnparsedReason.InvalidUtf8;
        }

        return worst;
    }
}
