using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Sources.FileTail.Origins;

/// <summary>Tells a copy of a log, which rotation or somebody made, from a file of its own.</summary>
internal sealed class CopiedFile(FileMemory memory, TimeProvider time)
{
    private enum Verdict
    {
        Other,
        Counted,
        Wait,
    }

    /// <summary>
    /// What was counted of a log is counted of its copy. Rotation that copies and truncates leaves a copy under a rotated name;
    /// as long as the live file is not truncated that grows still, so the copy waits, and so it does for what is not yet read.
    /// </summary>
    /// <param name="live">The path that the name was rotated from; null when it bears no mark of rotation.</param>
    /// <param name="open">The file that is open under that path, if any.</param>
    /// <returns>Null when it has to wait.</returns>
    public FileCheckpoint? FirstCheckpoint(FoundFile found, in FileStat stat, ILogContent content, IReadOnlyList<Original> originals, string? live, TailedFile? open)
    {
        if (live is not null && (open?.Checkpoint ?? memory.LastAt(live)) is { } last && stat.Size < last.FingerprintLength && IsRecent(stat))
        {
            return null;
        }

        var checkpoint = FileCheckpoint.Fresh(stat.Identity, found.Path, stat.Size);
        foreach (var original in originals)
        {
            if (original.Counted.Path == found.Path)
            {
                // Made anew under its own name, with the same first lines.
                continue;
            }

            switch (Judge(original, stat, content, found.Path, isLive: open is not null && original.Open == open))
            {
                case Verdict.Wait:
                    return null;
                case Verdict.Counted when Math.Min(original.Counted.Offset, stat.Size) is var counted && counted > checkpoint.Offset:
                    checkpoint = original.Counted.As(stat.Identity, found.Path, stat.Size).CutAt(counted, content);
                    break;
            }
        }

        return checkpoint;
    }

    private Verdict Judge(Original original, in FileStat stat, ILogContent content, string path, bool isLive)
    {
        var counted = original.Counted;
        if (original.Open is { } open)
        {
            if (counted.FingerprintLength > 0 && open.Checkpoint.Beginning.Hash != counted.Fingerprint)
            {
                // It was begun anew just now; the next scan has what it held.
                return Verdict.Wait;
            }

            var common = Math.Min(stat.Size, open.Stat().Size);
            if (!open.Has(Fingerprint.Before(content, common), common))
            {
                // When it was truncated just now, the next scan knows; else both only begin alike.
                return open.WasReplaced() ? Verdict.Wait : Verdict.Other;
            }

            return isLive || counted.Offset < common ? Verdict.Wait : Verdict.Counted;
        }

        if (original.IsUnfinished)
        {
            return Verdict.Wait;
        }

        if (stat.Size >= counted.Offset)
        {
            return counted.IsCountedOf(content) ? Verdict.Counted : Verdict.Other;
        }

        // Shorter than what was counted: being copied still, or copied before the last lines were written.
        return IsRecent(stat) ? Verdict.Wait : RotatedName.AreRelated(counted.Path, path) ? Verdict.Counted : Verdict.Other;
    }

    /// <summary>Whether the file may still be being copied.</summary>
    private bool IsRecent(in FileStat stat) => time.GetUtcNow().ToUnixTimeMilliseconds() - stat.ModifiedUnixMilliseconds < 5_000;
}
