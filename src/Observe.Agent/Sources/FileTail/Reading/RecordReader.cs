using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;

namespace Observe.Agent.Sources.FileTail.Reading;

/// <summary>Reads a file record by record and proposes what it read to be counted. Used by who holds the file's claim.</summary>
internal sealed class RecordReader(ILogContent content, LogSource source, FileLook look, FileProgress progress, Overwriting overwriting, UnfinishedEnd unfinished, FileTailOptions options)
{
    /// <summary>
    /// Reads the next whole records into the batch. A line without its end, and a record that the next line may still belong
    /// to, are left for later, until the file has not grown for <see cref="FileTailOptions.PartialLineTimeout"/> or
    /// <see cref="FileTailOptions.RecordTimeout"/>, or <paramref name="takePartial"/> is set: then they count, and what is
    /// written to such a line afterwards belongs to a line already counted.
    /// </summary>
    /// <param name="join">Joins lines to records; null when each line is one.</param>
    public ReadOutcome Read(LogBatch batch, bool takePartial, LineJoiner? join)
    {
        var records = new RecordCutter(batch, join, options.MaxLineBytes);
        var counted = progress.Counted;
        var anew = overwriting.IsScanned;
        var (offset, wasInside) = anew ? (0, false) : (counted.Offset, counted.InsideCountedLine);
        var filled = 0;
        while (true)
        {
            var read = content.Read(batch.Bytes.AsSpan(filled), offset + filled);
            filled += read;

            // Looked at after every read, for only then it is certain that what was read is what follows the offset.
            if (!anew && look.WasOverwritten(overwriting))
            {
                return content.IsArchive ? ReadOutcome.TooEarly : ReadOutcome.Overwritten;
            }

            if (filled == 0)
            {
                return EndEmpty(batch, anew);
            }

            if (offset == 0 && BinaryContent.Is(batch.Bytes.AsSpan(0, filled)))
            {
                return ReadOutcome.Binary;
            }

            var inside = wasInside;
            var lines = records.CutLines(filled, atStart: offset == 0, ref inside);
            var consumed = records.JoinWhole(lines);
            if (consumed == 0 && read > 0)
            {
                // A short read can be a slow writer or the end: only an empty read tells.
                if (filled < batch.Bytes.Length || records.TryGrow(filled, recordIsOpen: lines > 0))
                {
                    continue;
                }

                inside |= lines == 0;
                consumed = lines > 0 ? records.TakeOpen(lines) : records.TakeLineStart(filled, UnparsedReason.TooLong);
            }

            if (consumed == 0 && content.IsArchive && content.Fault(source.Path) is not null)
            {
                // The lines that are whole count, the rest of the last one may come still.
                if (lines == 0)
                {
                    return ReadOutcome.AtEnd;
                }

                consumed = records.TakeOpen(lines);
            }

            if (consumed == 0)
            {
                if (!takePartial && !content.IsArchive && !unfinished.IsOld(filled, filled > lines ? options.PartialLineTimeout : options.RecordTimeout))
                {
                    return ReadOutcome.AtEnd;
                }

                inside = filled > lines;
                consumed = lines > 0 ? records.TakeOpen(filled) : records.TakeLineStart(filled, UnparsedReason.None);
            }

            content.Keep(batch.Bytes.AsSpan(consumed, filled - consumed), offset + consumed);
            Propose(batch, consumed, inside, anew);
            return ReadOutcome.Lines;
        }
    }

    /// <summary>Of a file that has nothing to read. That nothing follows its new start counts as well.</summary>
    private ReadOutcome EndEmpty(LogBatch batch, bool anew)
    {
        unfinished.Clear();
        if (!anew)
        {
            return ReadOutcome.AtEnd;
        }

        Propose(batch, 0, inside: false, anew);
        return ReadOutcome.Lines;
    }

    private void Propose(LogBatch batch, int consumed, bool inside, bool anew)
    {
        batch.ByteCount = consumed;
        progress.Propose(batch.Bytes.AsSpan(0, consumed), inside, anew);
    }
}
