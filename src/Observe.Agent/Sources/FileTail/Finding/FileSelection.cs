using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Origins;

namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>Which of the found files have something for us to read. Not thread-safe.</summary>
internal sealed class FileSelection(FileMemory memory)
{
    private readonly HashSet<FileIdentity> _ignored = [];
    private readonly HashSet<FileIdentity> _finished = [];

    /// <summary>How many files are kept in mind here.</summary>
    public int Count => _ignored.Count + _finished.Count;

    /// <summary>Leaves a file alone for good.</summary>
    public void Ignore(FileIdentity file) => _ignored.Add(file);

    public bool IsIgnored(FileIdentity file) => _ignored.Contains(file);

    /// <summary>Notes that a file was read to its end by this run.</summary>
    public void Finish(FileIdentity file) => _finished.Add(file);

    public bool IsToRead(in FoundFile found) => !IsIgnored(found.Stat.Identity) && IsOurs(found);

    public void KeepOnly(IReadOnlySet<FileIdentity> present)
    {
        _ignored.IntersectWith(present);
        _finished.IntersectWith(present);
    }

    /// <summary>
    /// A rotated file is ours when something of it is unread: it was ours before it was rotated, or the pattern was watched
    /// while it was written. Older history beside newly watched files is not.
    /// </summary>
    private bool IsOurs(in FoundFile found)
    {
        var known = memory.Last(found.Stat.Identity);
        if (found.IsArchive)
        {
            // What it was made from is seen when it is opened.
            return known is null || found.Stat.Size != known.Size || WasWritten(found, known);
        }

        if (found.Live is null && RotatedName.LiveLength(Path.GetFileName(found.Path.AsSpan())) == 0)
        {
            return true;
        }

        return known is not null
            ? found.Stat.Size != known.Offset || WasWritten(found, known)
            : found.Live is null || memory.WasFollowed(found.Watched, found.Stat.ModifiedUnixMilliseconds);
    }

    /// <summary>
    /// Whether it was written to after it was last read. Such a file is looked into even when its size is what was counted:
    /// it can have been truncated and written anew before it was renamed.
    /// </summary>
    private bool WasWritten(in FoundFile found, FileCheckpoint known) =>
        found.Stat.ModifiedUnixMilliseconds > known.LastReadUnixMilliseconds && !_finished.Contains(known.Identity);
}
