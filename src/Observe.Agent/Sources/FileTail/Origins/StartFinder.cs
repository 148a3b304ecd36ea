using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Sources.FileTail.Origins;

/// <summary>
/// Finds where the reading of a file begins that was just met: where it was left, at its start, or behind what was counted of
/// the log that it is a copy of. Not thread-safe.
/// </summary>
/// <param name="anyName">Whether copies are looked for under every name, or only under those that rotation gives.</param>
internal sealed class StartFinder(OpenFiles open, FileSelection selection, FileMemory memory, FileChanges changes, Losses losses, TimeProvider time, bool anyName)
{
    private readonly CopiedFile _copies = new(memory, time);
    private readonly Originals _originals = new(memory, anyName);
    private bool _originalsKnown;

    /// <summary>Forgets how far the open files were read when it was last looked.</summary>
    public void BeginScan() => _originalsKnown = false;

    /// <summary>Takes in a file that was opened since the scan began: others may be copies of it.</summary>
    public void Add(TailedFile file) => _originals.Add(file);

    /// <param name="wait">Whether a later scan may find what this one cannot.</param>
    /// <returns>Null when the file is to be left alone, for now or for good.</returns>
    public FileStart? Find(in FoundFile found, in FileStat stat, ILogContent content, out bool wait)
    {
        wait = false;
        if (memory.Recall(stat.Identity, found.Path, content) is { } known)
        {
            return new FileStart(known);
        }

        KeepPast(stat.Identity);
        Span<ulong> beginnings = stackalloc ulong[Fingerprint.MaxLength + 1];
        beginnings = beginnings[..Fingerprint.Beginnings(content, beginnings)];
        var unread = new Fingerprint(beginnings[^1], beginnings.Length - 1);
        var originals = OriginalsOf(beginnings, stat.Identity, found.Path);
        if (found.IsArchive)
        {
            return OriginOf(found, stat, originals, out wait) is { } origin
                ? new FileStart(FileCheckpoint.Fresh(stat.Identity, found.Path, stat.Size), unread, origin)
                : null;
        }

        var live = found.Live ?? RotatedName.LivePath(found.Path);
        var checkpoint = _copies.FirstCheckpoint(found, stat, content, originals, live, live is null ? null : open.At(live));
        wait = checkpoint is null;
        return checkpoint is null ? null : new FileStart(checkpoint, unread);
    }

    /// <summary>A file that was overwritten while nobody looked, or another on its inode: a copy of what it held may turn up.</summary>
    private void KeepPast(FileIdentity identity)
    {
        if (memory.Last(identity) is { FingerprintLength: > 0 } last)
        {
            losses.Fear(last, RotatedName.IsGzip(last.Path) ? 0 : last.Size - last.Offset);
            changes.Keep(last.AsPast());
        }
    }

    private List<Original> OriginalsOf(ReadOnlySpan<ulong> beginnings, FileIdentity self, string path)
    {
        if (!_originalsKnown)
        {
            _originals.Reset(open.All);
            _originalsKnown = true;
        }

        return _originals.Of(beginnings, self, path);
    }

    /// <summary>How the origin of an archive is to be found out; null when it is left alone.</summary>
    private ArchiveOrigin? OriginOf(in FoundFile found, in FileStat stat, List<Original> originals, out bool wait)
    {
        wait = originals.Exists(o => o.IsUnfinished);
        if (wait)
        {
            return null;
        }

        var isOurs = found.Live is null || memory.WasFollowed(found.Watched, stat.ModifiedUnixMilliseconds);
        if (!isOurs && originals.Count == 0)
        {
            selection.Ignore(stat.Identity);
            return null;
        }

        return new ArchiveOrigin(originals, isOurs);
    }
}
