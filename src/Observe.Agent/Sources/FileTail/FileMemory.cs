using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>What earlier runs left: checkpoints by file, and since when each watched path is followed. Not thread-safe.</summary>
internal sealed class FileMemory
{
    private readonly Dictionary<FileIdentity, FileCheckpoint> _byIdentity = [];
    private readonly Dictionary<string, long> _followedSince;

    /// <param name="followedSince">Unix milliseconds by watched path.</param>
    public FileMemory(IEnumerable<FileCheckpoint> checkpoints, IEnumerable<KeyValuePair<string, long>> followedSince)
    {
        foreach (var checkpoint in checkpoints)
        {
            _byIdentity[checkpoint.Identity] = checkpoint;
        }

        _followedSince = new Dictionary<string, long>(followedSince, StringComparer.Ordinal);
    }

    public void Remember(FileCheckpoint checkpoint) => _byIdentity[checkpoint.Identity] = checkpoint;

    /// <summary>Bytes counted of the file; null when it was never met.</summary>
    public long? OffsetOf(FileIdentity identity) => _byIdentity.GetValueOrDefault(identity)?.Offset;

    /// <summary>
    /// The checkpoint of an open file: same device, inode and birth, and still the same beginning. A device number may change
    /// over a reboot, so inode, birth and path together do as well when the beginning is long enough to tell.
    /// </summary>
    public FileCheckpoint? Recall(FileIdentity identity, string path, SafeFileHandle handle)
    {
        if (!_byIdentity.TryGetValue(identity, out var known))
        {
            known = _byIdentity.Values.FirstOrDefault(c => c.Path == path && c.Identity.Inode == identity.Inode
                && c.Identity.BirthNanoseconds == identity.BirthNanoseconds && c.FingerprintLength == Fingerprint.MaxLength);
        }

        return known is not null && new Fingerprint(known.Fingerprint, known.FingerprintLength).Matches(handle)
            ? known with { Identity = identity, Path = path }
            : null;
    }

    /// <summary>Whether the watched path was followed when the file was last written: then its unread lines are ours to read.</summary>
    public bool WasFollowed(string path, long modifiedUnixMilliseconds) =>
        _followedSince.TryGetValue(path, out var since) && modifiedUnixMilliseconds >= since;

    /// <summary>True when the path is followed from now on, false when it was already.</summary>
    public bool Follow(string path, long nowUnixMilliseconds) => _followedSince.TryAdd(path, nowUnixMilliseconds);
}
