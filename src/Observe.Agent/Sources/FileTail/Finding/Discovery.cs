using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Origins;

namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>Goes through the files that a scan found: opens what is new, renames what is open. Not thread-safe.</summary>
internal sealed class Discovery(OpenFiles open, FileSelection selection, FoundFileOpener opener, FileMemory memory, FileChanges changes, ReadyFiles ready)
{
    /// <summary>Bytes of header and trailer around nothing.</summary>
    private const int SmallestArchive = 20;

    /// <param name="unsettled">Whether archives that may still be being written are opened too.</param>
    public void MeetAll(IReadOnlyDictionary<string, FoundFile> found, long nowUnixMilliseconds, bool unsettled)
    {
        opener.BeginScan();

        // What is known comes before what can be a copy of it, the older before what came after it.
        var news = found.Values.Where(f => !IsOpen(f)).OrderBy(f => f.IsArchive).ThenBy(f => memory.Last(f.Stat.Identity) is null)
            .ThenBy(f => f.Live is null).ThenBy(f => f.Stat.ModifiedUnixMilliseconds);
        foreach (var file in news)
        {
            if (unsettled || !file.IsArchive || IsSettled(file.Stat, nowUnixMilliseconds))
            {
                Meet(file);
            }
        }
    }

    /// <summary>What is kept about files must not grow with every file that ever was.</summary>
    public void ForgetGone(IReadOnlyDictionary<string, FoundFile> found)
    {
        HashSet<FileIdentity>? present = null;
        if (selection.Count > (2 * found.Count) + 1_000)
        {
            present = Present();
            selection.KeepOnly(present);
        }

        if (memory.IsCrowded(found.Count + open.Count))
        {
            changes.Forget(memory.Prune(present ?? Present()));
        }

        HashSet<FileIdentity> Present() => [.. found.Values.Select(f => f.Stat.Identity), .. open.Identities];
    }

    private bool IsOpen(in FoundFile found) => open.At(found.Path)?.Identity == found.Stat.Identity;

    private void Meet(in FoundFile found)
    {
        if (open.Find(found.Stat.Identity) is { } file)
        {
            Rename(file, found);
        }
        else if (!selection.IsToRead(found))
        {
            NoteName(found);
        }
        else if (opener.Open(found) is { } opened)
        {
            ready.Wake(opened);
        }
    }

    /// <summary>A file has one name here even when several lead to it: the watched one wins over a rotated one.</summary>
    private void Rename(TailedFile file, in FoundFile found)
    {
        if (file.Source.Path != found.Path && (file.CurrentPath() ?? found.RealPath) == found.RealPath)
        {
            open.Rename(file, found.Path);
        }
    }

    /// <summary>A file that is done with keeps its place in the memory under the name it has now: by that it is known to be there still.</summary>
    private void NoteName(in FoundFile found)
    {
        if (memory.Last(found.Stat.Identity) is { } known && known.Path != found.Path && memory.LastAt(known.Path) == known)
        {
            changes.Keep(known with { Path = found.Path });
        }
    }

    /// <summary>
    /// gzip writes beside the file it compresses. The more there is to decompress, the longer it has to be quiet, so that one
    /// that grows for hours is not decompressed again and again. One that has nothing yet cannot be told from another log's:
    /// whoever writes it may be held up.
    /// </summary>
    /// <param name="now">When the scan began: what is written while it goes on is later by a little, and no more settled for that.</param>
    private static bool IsSettled(in FileStat stat, long now) =>
        Math.Abs(now - stat.ModifiedUnixMilliseconds) >= (stat.Size < SmallestArchive ? 60_000 : 2_000 + (stat.Size / 10_000));
}
