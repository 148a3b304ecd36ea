using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail.Reading;

/// <summary>Cuts the bytes of a batch into records. Each way to cut gives the number of bytes that it took.</summary>
/// <param name="join">Joins lines to records; null when each line is one.</param>
internal readonly struct RecordCutter(LogBatch batch, LineJoiner? join, int maxLineBytes)
{
    /// <summary>What programs on Windows and .NET's own writers put before the first line; no parser takes it for text.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>Splits the lines that are complete; takes nothing when there is none.</summary>
    /// <param name="inside">Whether the batch begins inside a line that counts already; false once the line's end was passed.</param>
    public int CutLines(int filled, bool atStart, ref bool inside)
    {
        batch.Truncate(0);
        var bytes = batch.Bytes.AsSpan(0, filled);
        var start = atStart && bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        if (inside)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                return filled;
            }

            start = end + 1;
            inside = false;
        }

        var last = bytes[start..].LastIndexOf((byte)'\n');
        if (last < 0)
        {
            return start;
        }

        LineSplitter.Split(batch, start, start + last + 1, maxLineBytes);
        return start + last + 1;
    }

    /// <summary>Joins the lines that were cut, and gives a last record back that may go on.</summary>
    /// <param name="lines">Bytes of the lines.</param>
    public int JoinWhole(int lines)
    {
        if (join is null || batch.Count == 0 || join(batch) is var whole && whole == batch.Count)
        {
            return lines;
        }

        var open = batch.Records[whole].Start;
        batch.Truncate(whole);
        return open;
    }

    /// <summary>Makes room for the longest line, behind the longest record when one is open. False when there is as much already.</summary>
    public bool TryGrow(int filled, bool recordIsOpen)
    {
        var most = (maxLineBytes * (recordIsOpen ? 2L : 1L)) + 1;
        batch.Grow((int)Math.Min(batch.Bytes.Length * 4L, Math.Max(most, batch.Bytes.Length)));
        return filled < batch.Bytes.Length;
    }

    /// <summary>Takes the open record at the start of the batch, with what belongs to it up to a place, as whole.</summary>
    public int TakeOpen(int end)
    {
        batch.Truncate(0);
        LineSplitter.Split(batch, 0, end, maxLineBytes);
        join?.Invoke(batch);
        return end;
    }

    /// <summary>Takes a line whose end is not there as one that counts.</summary>
    public int TakeLineStart(int filled, UnparsedReason reason)
    {
        batch.Add(0, Math.Min(filled, maxLineBytes), filled > maxLineBytes ? UnparsedReason.TooLong : reason);
        return filled;
    }
}
