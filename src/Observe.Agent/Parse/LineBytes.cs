using System.Text.Unicode;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>Finds bytes that no text has. The whole batch is looked at first, each line only when something is wrong.</summary>
internal static class LineBytes
{
    public static void Check(LogBatch batch)
    {
        if (IsText(batch.Bytes.AsSpan(0, batch.ByteCount)))
        {
            return;
        }

        foreach (ref var record in batch.Records)
        {
            if (record.Unparsed == UnparsedReason.None)
            {
                record.Unparsed = Reason(batch.Line(record));
            }
        }
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.Contains((byte)0) && Utf8.IsValid(bytes);

    private static UnparsedReason Reason(ReadOnlySpan<byte> line) =>
        line.Contains((byte)0) ? UnparsedReason.Nul : Utf8.IsValid(line) ? UnparsedReason.None : UnparsedReason.InvalidUtf8;
}
