using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Sources.FileTail.Origins;

/// <summary>What was counted of which files, in earlier runs and in this one, and since when each pattern is watched. Not thread-safe.</summary>
internal sealed class FileMemory
{
    private const int DefaultMaxGone = 10_000;

    /// <summary>The kernel stamps what is written with the time of its last tick.</summary>
    private const int LongestTickMilliseconds = 10;

    private readonly Dictionary<FileIdentity, FileCheckpoint> _byIdentity = [];
    private readonly Dictionary<string, FileCheckpoint> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<Fingerprint, List<FileCheckpoint>> _byBeginning = [];
    private readonly Dictionary<string, long> _followedSince;
    private readonly int _maxGone;

    /// <param name="followedSince">Unix milliseconds by watched pattern.</param>
    /// <param name="maxGone">Files kept in mind beside those that are there: a bound on memory.</param>
    public FileMemory(IEnumerable<FileCheckpoint> checkpoints, IEnumerable<KeyValuePair<string, long>> followedSince, int maxGone = DefaultMaxGone)
    {
        _maxGone = maxGone;
        foreach (var checkpoint in checkpoints.OrderBy(c => c.LastReadUnixMilliseconds))
        {
            Remember(checkpoint);
        }

        _followedSince = new Dictionary<string, long>(followedSince, StringComparer.Ordinal);
    }

    public void Remember(FileCheckpoint checkpoint)
    {
        Forget(checkpoint.Identity);
        _byIdentity[checkpoint.Identity] = checkpoint;
        if (!checkpoint.IsPast)
        {
            _byPath[checkpoint.Path] = checkpoint;
        }

        if (checkpoint.FingerprintLength > 0)
        {
            if (!_byBeginning.TryGetValue(checkpoint.Beginning, out var alike))
            {
                _byBeginning[checkpoint.Beginning] = alike = new List<FileCheckpoint>(1);
            }

            alike.Add(checkpoint);
        }
    }

    /// <summary>The file last read under that path; null when there was none.</summary>
    public FileCheckpoint? LastAt(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>What was kept of the file; null when it was never met.</summary>
    public FileCheckpoint? Last(FileIdentity identity) => _byIdentity.GetValueOrDefault(identity);

    /// <summary>All content that begins with these bytes.</summary>
    public IReadOnlyList<FileCheckpoint> Alike(Fingerprint beginning) =>
        _byBeginning.Count > 0 && _byBeginning.TryGetValue(beginning, out var alike) ? alike : [];

    /// <summary>
    /// The checkpoint of an open file: same device, inode and birth, and still the same beginning. A device number may change
    /// over a reboot, so inode, birth and path together do as well when the beginning is long enough to tell.
    /// </summary>
    public FileCheckpoint? Recall(FileIdentity identity, string path, ILogContent content)
    {
        if (!_byIdentity.TryGetValue(identity, out var known))
        {
            known = LastAt(path) is { FingerprintLength: Fingerprint.MaxLength } last && last.Identity.Inode == identity.Inode
                && last.Identity.BirthNanoseconds == identity.BirthNanoseconds ? last : null;
        }

        return known is not null && known.Beginning.IsAt(content, 0) ? known with { Identity = identity, Path = path } : null;
    }

    /// <summary>Whether the pattern was watched when the file was last written: then its unread lines are ours to read.</summary>
    public bool WasFollowed(Glob glob, long modifiedUnixMilliseconds) =>
        _followedSince.TryGetValue(glob.Pattern, out var since) && modifiedUnixMilliseconds >= since - LongestTickMilliseconds;

    /// <summary>True when the pattern is watched from now on, false when it was already.</summary>
    public bool Follow(Glob glob, long nowUnixMilliseconds) => _followedSince.TryAdd(glob.Pattern, nowUnixMilliseconds);

    /// <summary>Whether more files are kept in mind than the present ones and as many gone ones as are allowed.</summary>
    public bool IsCrowded(int present) => _byIdentity.Count > present + _maxGone;

    /// <summary>Forgets those read longest ago of the files that are there no more, when they are too many.</summary>
    /// <returns>What was forgotten.</returns>
    public IReadOnlyList<FileIdentity> Prune(IReadOnlySet<FileIdentity> present)
    {
        // A tenth more than needed, so that it is not done for each file that goes.
        var surplus = _byIdentity.Values.Where(c => !present.Contains(c.Identity)).OrderBy(c => c.LastReadUnixMilliseconds)
            .Select(c => c.Identity).Take(_byIdentity.Count - present.Count - (_maxGone * 9 / 10)).ToList();
        surplus.ForEach(Forget);
        return surplus;
    }

    private void Forget(FileIdentity identity)
    {
        if (!_byIdentity.Remove(identity, out var checkpoint))
        {
            return;
        }

        if (_byPath.GetValueOrDefault(checkpoint.Path) == checkpoint)
        {
            _byPath.Remove(checkpoint.Path);
        }

        if (_byBeginning.TryGetValue(checkpoint.Beginning, out var alike) && alike.Remove(checkpoint) && alike.Count == 0)
        {
            _byBeginning.Remove(checkpoint.Beginning);
        }
    }
}
