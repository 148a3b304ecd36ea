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

    private static UnparsedReason Reason(ReadOnlySpan<byte> line) =>
        line.Contains((byte)0) ? UnparsedReason.Nul : Utf8.IsValid(line) ? UnparsedReason.None : UnparsedReason.InvalidUtf8;
}
