using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>
/// Finds the watched files and says which have something to read. One thread scans and follows (<see cref="Scan"/>,
/// <see cref="Follow"/>); any number of workers take files from <see cref="Ready"/>.
/// </summary>
internal sealed class Tailer : IDisposable
{
    /// <summary>Archives open at a time: each has a decoder.</summary>
    private const int MaxArchives = 128;

    private readonly FileTailOptions _options;
    private readonly FileScan _scan;
    private readonly FileMemory _memory;
    private readonly TimeProvider _time;
    private readonly FaultTeller _faults;
    private readonly CopiedFile _copies;
    private readonly Originals _originals;
    private readonly Losses _losses;
    private readonly Channel<TailedFile> _ready = Channel.CreateUnbounded<TailedFile>();
    private readonly Lock _changing = new();
    private readonly Dictionary<FileIdentity, TailedFile> _files = [];
    private readonly Dictionary<string, TailedFile> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<FileIdentity> _ignored = [];
    private readonly HashSet<FileIdentity> _finished = [];
    private readonly List<KeyValuePair<string, long>> _newlyFollowed = [];
    private readonly List<FileCheckpoint> _closed = [];
    private readonly List<FileIdentity> _forgotten = [];
    private readonly IReadOnlyList<Glob> _watch;
    private readonly int _maxFiles;
    private IReadOnlyList<(string Path, long Size)> _compressed = [];
    private int _archives;
    private bool _originalsKnown;
    private int _scanWanted;

    public Tailer(FileTailOptions options, IReadOnlyList<Glob> watch, IReadOnlyList<Glob> exclude, FileMemory memory, TimeProvider time, Action<FileFault> fault)
    {
        _options = options;
        _watch = watch;
        _maxFiles = LogFileOpener.Limit(options.MaxFiles);
        _memory = memory;
        _time = time;
        _faults = new FaultTeller(fault);
        _copies = new CopiedFile(memory, time);
        _originals = new Originals(memory, anyName: !options.CountCopies);
        _losses = new Losses(time, _faults.Tell);
        _scan = new FileScan(watch, exclude, _faults.Tell);
    }

    /// <summary>Files with something to read, each claimed for whoever takes it.</summary>
    public ChannelReader<TailedFile> Ready => _ready.Reader;

    /// <summary>The files that are open now.</summary>
    public IReadOnlyList<TailedFile> Files
    {
        get
        {
            lock (_changing)
            {
                return [.. _files.Values];
            }
        }
    }

    /// <summary>True when the last scan left something for a later one: a copy of what is not yet read, or archives over the limit.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Looks for new, renamed and vanished files; opens what is new and makes ready what has something to read.</summary>
    /// <param name="unsettled">Whether archives that may still be being written are opened too.</param>
    public void Scan(bool unsettled = false)
    {
        var overwritten = Files.Where(f => f.IsOverwritten).ToList();
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var found = _scan.Run();
        lock (_changing)
        {
            foreach (var glob in _watch.Where(g => _memory.Follow(g, now)))
            {
                _newlyFollowed.Add(new(glob.Pattern, now));
            }

            _compressed = [.. _scan.Compressed];
            _originalsKnown = false;
            IsWaiting = false;

            // What is known comes before what can be a copy of it, the older before what came after it.
            var news = found.Values.Where(f => !IsOpen(f)).OrderBy(f => f.IsArchive).ThenBy(f => _memory.Last(f.Stat.Identity) is null)
                .ThenBy(f => f.Live is null).ThenBy(f => f.Stat.ModifiedUnixMilliseconds);
            foreach (var file in news)
            {
                if (unsettled || !file.IsArchive || IsSettled(file.Stat, now))
                {
                    Meet(file);
                }
            }

            foreach (var file in _files.Values)
            {
                var isThere = found.TryGetValue(file.Source.Path, out var at) && at.Stat.Identity == file.Identity;
                file.IsRotated = !isThere || RotatedName.LiveLength(Path.GetFileName(file.Source.Path.AsSpan())) > 0;
                if (isThere ? file.HasChanged(at.Stat.Size) : HasChanged(file))
                {
                    Wake(file);
                }
            }

            foreach (var file in overwritten)
            {
                _losses.Fear(file.Checkpoint, file.TakeLost());
            }

            _losses.Tell(IsSaved);
            ForgetGone(found);
        }

        foreach (var file in overwritten)
        {
            file.BeginAnew();
            Wake(file);
        }
    }

    /// <summary>Every folder that the last scan looked into.</summary>
    public IReadOnlySet<string> Folders => _scan.Folders;

    /// <summary>Follows the files until cancelled; blocks its thread.</summary>
    public void Follow(CancellationToken cancellation) => new TailLoop(this, _options, _time).Run(cancellation);

    /// <summary>Whether a scan was asked for since the last call.</summary>
    public bool TakeScanWish() => Interlocked.Exchange(ref _scanWanted, 0) != 0;

    /// <summary>Gives back a file that was read to its end. An archive is done with then.</summary>
    public void Release(TailedFile file)
    {
        if (file.IsArchive)
        {
            Finish(file);
        }
        else if (file.Release())
        {
            Wake(file);
        }
    }

    /// <summary>Gives back a file that was found overwritten; it is ready again after a scan.</summary>
    public void Rescan(TailedFile file)
    {
        Volatile.Write(ref _scanWanted, 1);
        Release(file);
    }

    /// <summary>Closes a claimed file whose lines are counted elsewhere, so far at least.</summary>
    /// <param name="forGood">Whether it is never to be looked into again.</param>
    public void Leave(TailedFile file, bool forGood)
    {
        lock (_changing)
        {
            if (forGood)
            {
                _ignored.Add(file.Identity);
            }

            Close(file);
        }
    }

    /// <summary>Puts a file whose reading is not finished behind the others; the claim goes with it.</summary>
    public void Requeue(TailedFile file) => _ready.Writer.TryWrite(file);

    /// <summary>Closes a claimed file that cannot or must not be read, and tells why.</summary>
    public void Drop(TailedFile file, FileFault fault)
    {
        _faults.Tell(fault);
        lock (_changing)
        {
            if (fault.Reason == FileFault.Binary)
            {
                _ignored.Add(file.Identity);
            }

            Close(file);
        }
    }

    /// <summary>Moves what changed since the last call into the commit. The caller holds the lock under which commits are cut.</summary>
    public void TakeChanges(List<FileCheckpoint> checkpoints, List<FileIdentity> forgotten, List<KeyValuePair<string, long>> followed)
    {
        lock (_changing)
        {
            checkpoints.AddRange(_closed);
            _closed.Clear();
            foreach (var file in _files.Values)
            {
                if (file.IsDirty)
                {
                    checkpoints.Add(file.TakeCheckpoint());
                    TakePast(file, checkpoints);
                }
            }

            forgotten.AddRange(_forgotten);
            _forgotten.Clear();

            followed.AddRange(_newlyFollowed);
            _newlyFollowed.Clear();
        }
    }

    /// <summary>Sizes and unread bytes of every watched file as last looked at.</summary>
    public List<FileStatus> Survey()
    {
        lock (_changing)
        {
            var status = new List<FileStatus>(_files.Count + _compressed.Count);
            foreach (var file in _files.Values)
            {
                var state = file.IsArchive ? FileState.Compressed : file.IsRotated ? FileState.Rotated : FileState.Active;
                status.Add(new FileStatus(file.Source.Path, file.Source.Provider ?? 0, state, file.Size, file.Lag));
            }

            foreach (var (path, size) in _compressed)
            {
                if (!_byPath.ContainsKey(path))
                {
                    status.Add(new FileStatus(path, 0, FileState.Compressed, size, 0));
                }
            }

            return status;
        }
    }

    public void Dispose()
    {
        lock (_changing)
        {
            foreach (var file in _files.Values)
            {
                file.Dispose();
            }

            _files.Clear();
            _byPath.Clear();
        }
    }

    private bool IsOpen(in FoundFile found) => _byPath.TryGetValue(found.Path, out var file) && file.Identity == found.Stat.Identity;

    private void Meet(FoundFile found)
    {
        if (_files.TryGetValue(found.Stat.Identity, out var open))
        {
            Rename(open, found);
            return;
        }

        if (_ignored.Contains(found.Stat.Identity) || !IsOurs(found))
        {
            NoteName(found);
            return;
        }

        if (found.IsArchive && _archives >= MaxArchives)
        {
            IsWaiting = true;
            return;
        }

        if (_files.Count >= _maxFiles)
        {
            _faults.Tell(new FileFault(found.Path, FileFault.TooMany, $"more than {_maxFiles} files are open; raise {(_maxFiles < _options.MaxFiles ? "the system's limit (ulimit -n)" : "tail.maxFiles")} or watch fewer"));
            return;
        }

        if (Open(found) is { } file)
        {
            _files[file.Identity] = file;
            _byPath[found.Path] = file;
            _originals.Add(file);
            _archives += file.IsArchive ? 1 : 0;
            Wake(file);
        }
    }

    /// <summary>
    /// A rotated file is ours when something of it is unread: it was ours before it was rotated, or the pattern was watched
    /// while it was written. Older history beside newly watched files is not. One that was written to after it was last read
    /// is looked into even when its size is what was counted: it can have been truncated and written anew before it was renamed.
    /// </summary>
    private bool IsOurs(FoundFile found)
    {
        if (found.IsArchive)
        {
            // What it was made from is seen when it is opened.
            return _memory.Last(found.Stat.Identity) is not { } archive || found.Stat.Size != archive.Size
                || (found.Stat.ModifiedUnixMilliseconds > archive.LastReadUnixMilliseconds && !_finished.Contains(archive.Identity));
        }

        if (found.Live is null && RotatedName.LiveLength(Path.GetFileName(found.Path.AsSpan())) == 0)
        {
            return true;
        }

        return _memory.Last(found.Stat.Identity) is { } known
            ? found.Stat.Size != known.Offset || (found.Stat.ModifiedUnixMilliseconds > known.LastReadUnixMilliseconds && !_finished.Contains(known.Identity))
            : found.Live is null || _memory.WasFollowed(found.Watched, found.Stat.ModifiedUnixMilliseconds);
    }

    /// <summary>A file has one name here even when several lead to it: the watched one wins over a rotated one.</summary>
    private void Rename(TailedFile file, FoundFile found)
    {
        if (file.Source.Path != found.Path && (file.CurrentPath() ?? found.RealPath) == found.RealPath)
        {
            if (_byPath.GetValueOrDefault(file.Source.Path) == file)
            {
                _byPath.Remove(file.Source.Path);
            }

            file.Source.Path = found.Path;
            _byPath[found.Path] = file;
        }
    }

    private TailedFile? Open(FoundFile found)
    {
        if (LogFileOpener.Open(found.Path, _faults.Tell) is not { } handle)
        {
            return null;
        }

        ILogContent content = found.IsArchive ? new GzipContent(handle) : new PlainContent(handle);
        TailedFile? file = null;
        try
        {
            return file = Begin(found, handle, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Tell(new FileFault(found.Path, FileFault.ReadError, $"it could not be read: {e.Message}"));
            return null;
        }
        finally
        {
            if (file is null)
            {
                content.Dispose();
            }
        }
    }

    /// <summary>What was opened is judged, not what was listed: between the two the name can have come to lead elsewhere.</summary>
    private TailedFile? Begin(FoundFile found, SafeFileHandle handle, ILogContent content)
    {
        var stat = FileStat.Of(handle, found.Path);
        var real = LinkedPath.Of(handle);
        if (real is not null && !LinkedPath.IsBelow(real, found.RealRoot))
        {
            _faults.Tell(new FileFault(found.Path, FileFault.LinkOutside, $"it is a link to {real}, outside the watched folder; watch that folder itself to read it"));
            return null;
        }

        if (!stat.IsRegular || _files.ContainsKey(stat.Identity) || _ignored.Contains(stat.Identity))
        {
            return null;
        }

        if (_memory.Recall(stat.Identity, found.Path, content) is { } known)
        {
            return new TailedFile(handle, content, known, _options, _time);
        }

        KeepPast(stat.Identity);
        Span<ulong> beginnings = stackalloc ulong[Fingerprint.MaxLength + 1];
        beginnings = beginnings[..Fingerprint.Beginnings(content, beginnings)];
        var unread = new Fingerprint(beginnings[^1], beginnings.Length - 1);
        var originals = OriginalsOf(beginnings, stat.Identity, found.Path);
        if (found.IsArchive)
        {
            return Archive(found, stat, originals) is { } origin
                ? new TailedFile(handle, content, FileCheckpoint.Fresh(stat.Identity, found.Path, stat.Size), _options, _time, origin) { Unread = unread }
                : null;
        }

        var live = found.Live ?? RotatedName.LivePath(found.Path);
        var open = live is null ? null : _byPath.GetValueOrDefault(live);
        var checkpoint = _copies.FirstCheckpoint(found, stat, content, originals, live, open);
        IsWaiting |= checkpoint is null;
        return checkpoint is null ? null : new TailedFile(handle, content, checkpoint, _options, _time) { Unread = unread };
    }

    /// <summary>How the origin of an archive is to be found out; null when it is left alone, for now or for good.</summary>
    private ArchiveOrigin? Archive(FoundFile found, in FileStat stat, List<Original> originals)
    {
        if (originals.Exists(o => o.IsUnfinished))
        {
            IsWaiting = true;
            return null;
        }

        var isOurs = found.Live is null || _memory.WasFollowed(found.Watched, stat.ModifiedUnixMilliseconds);
        if (!isOurs && originals.Count == 0)
        {
            _ignored.Add(stat.Identity);
            return null;
        }

        return new ArchiveOrigin(originals, isOurs);
    }

    private List<Original> OriginalsOf(ReadOnlySpan<ulong> beginnings, FileIdentity self, string path)
    {
        if (!_originalsKnown)
        {
            _originals.Reset(_files.Values);
            _originalsKnown = true;
        }

        return _originals.Of(beginnings, self, path);
    }

    /// <summary>A file that was overwritten while nobody looked, or another on its inode: a copy of what it held may turn up.</summary>
    private void KeepPast(FileIdentity identity)
    {
        if (_memory.Last(identity) is { FingerprintLength: > 0 } last)
        {
            _losses.Fear(last, RotatedName.IsGzip(last.Path) ? 0 : last.Size - last.Offset);
            var past = last.AsPast();
            _memory.Remember(past);
            _closed.Add(past);
        }
    }

    private void Wake(TailedFile file)
    {
        if (file.TryClaim())
        {
            _ready.Writer.TryWrite(file);
        }
    }

    /// <summary>Makes the file ready that was written to, when it is one that is followed.</summary>
    public void MarkModified(string folder, string name)
    {
        TailedFile? file;
        lock (_changing)
        {
            file = _byPath.GetValueOrDefault(Path.Join(folder, name));
        }

        if (file is not null)
        {
            Wake(file);
        }
    }

    /// <summary>Makes ready what has an unfinished line, and with <paramref name="everyFile"/> what has another size than was counted.</summary>
    public void Poll(bool everyFile)
    {
        foreach (var file in Files)
        {
            if (file.HasUnfinished || (everyFile && HasChanged(file)))
            {
                Wake(file);
            }
        }
    }

    private static bool HasChanged(TailedFile file)
    {
        try
        {
            return file.HasChanged(file.Stat().Size);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Whoever reads it next finds out and tells.
            return true;
        }
    }

    /// <summary>A rotated or deleted file is closed once it is read and has been quiet for a while.</summary>
    public void CloseFinished()
    {
        var now = _time.GetTimestamp();
        foreach (var file in Files)
        {
            if (!file.IsRotated || _time.GetElapsedTime(file.LastActivity, now) < _options.RotatedCloseDelay || HasChanged(file) || !file.TryClaim())
            {
                continue;
            }

            if (HasChanged(file))
            {
                // Written to between the look and the claim.
                Requeue(file);
                continue;
            }

            lock (_changing)
            {
                Close(file);
            }
        }
    }

    private void Finish(TailedFile file)
    {
        if (file.Fault is { } fault)
        {
            _faults.Tell(fault);
        }

        lock (_changing)
        {
            file.Finish();
            Close(file);
        }
    }

    private void Close(TailedFile file)
    {
        if (!file.IsUndecided)
        {
            var checkpoint = file.TakeCheckpoint();
            _memory.Remember(checkpoint);
            _closed.Add(checkpoint);
            TakePast(file, _closed);
            _finished.Add(checkpoint.Identity);
        }

        _files.Remove(file.Identity);
        if (_byPath.GetValueOrDefault(file.Source.Path) == file)
        {
            _byPath.Remove(file.Source.Path);
        }

        _archives -= file.IsArchive ? 1 : 0;
        file.Dispose();
        if (IsWaiting)
        {
            Volatile.Write(ref _scanWanted, 1);
        }
    }

    private void TakePast(TailedFile file, List<FileCheckpoint> checkpoints)
    {
        if (file.TakePast() is { } past)
        {
            _memory.Remember(past);
            checkpoints.Add(past);
        }
    }

    /// <summary>A file that is done with keeps its place in the memory under the name it has now: by that it is known to be there still.</summary>
    private void NoteName(in FoundFile found)
    {
        if (_memory.Last(found.Stat.Identity) is { } known && known.Path != found.Path && _memory.LastAt(known.Path) == known)
        {
            var renamed = known with { Path = found.Path };
            _memory.Remember(renamed);
            _closed.Add(renamed);
        }
    }

    /// <summary>
    /// gzip writes beside the file it compresses. The more there is to decompress, the longer it has to be quiet, so that one
    /// that grows for hours is not decompressed again and again.
    /// </summary>
    private static bool IsSettled(in FileStat stat, long now) =>
        now - stat.ModifiedUnixMilliseconds is var age && (age < 0 || age >= 2_000 + (stat.Size / 10_000));

    private bool IsSaved(FileCheckpoint lost) => _files.Values.Any(f => f.Identity != lost.Identity && f.Beginning == lost.Beginning)
        || _memory.Alike(lost.Beginning).Any(c => c.Identity != lost.Identity && !c.IsPast);

    /// <summary>What is kept about files must not grow with every file that ever was.</summary>
    private void ForgetGone(IReadOnlyDictionary<string, FoundFile> found)
    {
        HashSet<FileIdentity>? present = null;
        if (_ignored.Count + _finished.Count > (2 * found.Count) + 1_000)
        {
            present = Present();
            _ignored.IntersectWith(present);
            _finished.IntersectWith(present);
        }

        if (_memory.IsCrowded(found.Count + _files.Count))
        {
            _forgotten.AddRange(_memory.Prune(present ?? Present()));
        }

        HashSet<FileIdentity> Present() => [.. found.Values.Select(f => f.Stat.Identity), .. _files.Keys];
    }
}
