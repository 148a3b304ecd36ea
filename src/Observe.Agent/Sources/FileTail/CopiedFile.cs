using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>Tells a copy that rotation made of a live file from a file of its own.</summary>
internal sealed class CopiedFile(FileMemory memory, TimeProvider time)
{
    /// <summary>
    /// Rotation that copies and truncates leaves a copy under a rotated name: what was counted of the live file is counted of
    /// the copy. As long as the live file is not truncated that grows still, so the copy waits (null).
    /// </summary>
    /// <param name="live">The path that the name was rotated from.</param>
    /// <param name="open">The file that is open under that path, if any.</param>
    public FileCheckpoint? FirstCheckpoint(FoundFile found, in FileStat stat, SafeFileHandle handle, string live, TailedFile? open)
    {
        foreach (var original in new[] { open?.Checkpoint, memory.LastAt(live) })
        {
            if (original is not { FingerprintLength: > 0 })
            {
                continue;
            }

            if (stat.Size < original.FingerprintLength && IsRecent(stat))
            {
                return null;
            }

            if (new Fingerprint(original.Fingerprint, original.FingerprintLength).Matches(handle))
            {
                return original == open?.Checkpoint && !open.IsOverwritten
                    ? null
                    : original with { Identity = stat.Identity, Path = found.Path, Size = stat.Size, Lines = 0, ErrorLines = 0 };
            }
        }

        return FileCheckpoint.Fresh(stat.Identity, found.Path, stat.Size);
    }

    /// <summary>Whether the file may still be being copied.</summary>
    private bool IsRecent(in FileStat stat) => time.GetUtcNow().ToUnixTimeMilliseconds() - stat.ModifiedUnixMilliseconds < 5_000;
}
