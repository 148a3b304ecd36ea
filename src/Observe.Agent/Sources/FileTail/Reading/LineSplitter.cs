using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail.Reading;

/// <summary>Turns bytes that end with a line end into records; a carriage return before the line end is left out.</summary>
internal static class LineSplitter
{
    public static void Split(LogBatch batch, int start, int end, int maxLineBytes)
    {
        ref var bytes = ref MemoryMarshal.GetReference(batch.Bytes.AsSpan(0, end));
        var at = start;

        // A search for each line costs more than a look at every block: lines are short.
        for (; at + Vector256<byte>.Count <= end; at += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref bytes, (nuint)at);
            for (var ends = Vector256.Equals(block, Vector256.Create((byte)'\n')).ExtractMostSignificantBits(); ends != 0; ends &= ends - 1)
            {
                var lineEnd = at + BitOperations.TrailingZeroCount(ends);
                Add(batch, start, lineEnd - start, maxLineBytes);
                start = lineEnd + 1;
            }
        }

        for (; at < end; at++)
        {
            if (batch.Bytes[at] == '\n')
            {
                Add(batch, start, at - start, maxLineBytes);
                start = at + 1;
            }
        }

        if (start < end)
        {
            Add(batch, start, end - start, maxLineBytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(LogBatch batch, int start, int length, int maxLineBytes)
    {
        if (length > maxLineBytes)
        {
            batch.Add(start, maxLineBytes, UnparsedReason.TooLong);
            return;
        }

        if (length > 0 && batch.Bytes[start + length - 1] == '\r')
        {
            length--;
        }

        batch.Add(start, length);
    }
}
