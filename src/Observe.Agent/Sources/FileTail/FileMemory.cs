using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>What earlier runs left: checkpoints by file, and since when each pattern is watched. Not thread-safe.</summary>
internal sealed class FileMemory
{
    private readonly Dictionary<FileIdentity, FileCheckpoint> _byIdentity = [];
    private readonly Dictionary<string, FileCheckpoint> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _followedSince;

    /// <param name="followedSince">Unix milliseconds by watched pattern.</param>
    public FileMemory(IEnumerable<FileCheckpoint> checkpoints, IEnumerable<KeyValuePair<string, long>> followedSince)
    {
        foreach (var checkpoint in checkpoints.OrderBy(c => c.LastReadUnixMilliseconds))
        {
            Remember(checkpoint);
        }

        _followedSince = new Dictionary<string, long>(followedSince, StringComparer.Ordinal);
    }

    public void Remember(FileCheckpoint checkpoint)
    {
        _byIdentity[checkpoint.Identity] = checkpoint;
        _byPath[checkpoint.Path] = checkpoint;
    }

    /// <summary>The file last read under that path; null when there was none.</summary>
    public FileCheckpoint? LastAt(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>What was kept of the file; null when it was never met.</summary>
    public FileCheckpoint? Last(FileIdentity identity) => _byIdentity.GetValueOrDefault(identity);

    /// <summary>
    /// The checkpoint of an open file: same device, inode and birth, and still the same beginning. A device number may change
    /// over a reboot, so inode, birth and path together do as well when the beginning is long enough to tell.
    /// </summary>
    public FileCheckpoint? Recall(FileIdentity identity, string path, SafeFileHandle handle)
    {
        if (!_byIdentity.TryGetValue(identity, out var known))
        {
            known = LastAt(path) is { FingerprintLength: Fingerprint.MaxLength } last && last.Identity.Inode == identity.Inode
                && last.Identity.BirthNanoseconds == identity.BirthNanoseconds ? last : null;
        }

        if (known is null || !new Fingerprint(known.Fingerprint, known.FingerprintLength).Matches(handle))
        {
            return null;
        }

        return known with { Identity = identity, Path = path };
    }

    /// <summary>Whether the pattern was watched when the file was last written: then its unread lines are ours to read.</summary>
    public bool WasFollowed(Glob glob, long modifiedUnixMilliseconds) =>
        _followedSince.TryGetValue(glob.Pattern, out var since) && modifiedUnixMilliseconds >= since;

    /// <summary>True when the pattern is watched from now on, false when it was already.</summary>
    public bool Follow(Glob glob, long nowUnixMilliseconds) => _followedSince.TryAdd(glob.Pattern, nowUnixMilliseconds);
}
