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
    private readonly FileTailOptions _options;
    private readonly FileScan _scan;
    private readonly FileMemory _memory;
    private readonly TimeProvider _time;
    private readonly FaultTeller _faults;
    private readonly CopiedFile _copies;
    private readonly Channel<TailedFile> _ready = Channel.CreateUnbounded<TailedFile>();
    private readonly Lock _changing = new();
    private readonly Dictionary<FileIdentity, TailedFile> _files = [];
    private readonly Dictionary<string, TailedFile> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<FileIdentity> _ignored = [];
    private readonly HashSet<FileIdentity> _finished = [];
    private readonly List<KeyValuePair<string, long>> _newlyFollowed = [];
    private readonly List<FileCheckpoint> _closed = [];
    private readonly IReadOnlyList<Glob> _watch;
    private readonly int _maxFiles;
    private IReadOnlyList<(string Path, long Size)> _compressed = [];
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

    /// <summary>Looks for new, renamed and vanished files; opens and makes ready what is new.</summary>
    public void Scan()
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
            foreach (var file in found.Values.OrderBy(f => f.Live is null).ThenBy(f => f.Stat.ModifiedUnixMilliseconds))
            {
                Meet(file);
            }

            foreach (var file in _files.Values)
            {
                file.IsRotated = !found.TryGetValue(file.Source.Path, out var at) || at.Stat.Identity != file.Identity
                    || RotatedName.LiveLength(Path.GetFileName(file.Source.Path.AsSpan())) > 0;
            }
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

    /// <summary>Gives back a file that was read to its end.</summary>
    public void Release(TailedFile file)
    {
        if (file.Release())
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
    public void TakeChanges(List<FileCheckpoint> checkpoints, List<KeyValuePair<string, long>> followed)
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
                }
            }

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
                var state = file.IsRotated ? FileState.Rotated : FileState.Active;
                status.Add(new FileStatus(file.Source.Path, file.Source.Provider ?? 0, state, file.Size, Math.Max(0, file.Size - file.Offset)));
            }

            foreach (var (path, size) in _compressed)
            {
                status.Add(new FileStatus(path, 0, FileState.Compressed, size, 0));
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

    private void Meet(FoundFile found)
    {
        if (_files.TryGetValue(found.Stat.Identity, out var open))
        {
            Rename(open, found);
            return;
        }

        if (_ignored.Contains(found.Stat.Identity) || !IsOurs(found))
        {
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

        try
        {
            return Begin(found, handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            handle.Dispose();
            _faults.Tell(new FileFault(found.Path, FileFault.ReadError, $"it could not be read: {e.Message}"));
            return null;
        }
    }

    /// <summary>What was opened is judged, not what was listed: between the two the name can have come to lead elsewhere.</summary>
    private TailedFile? Begin(FoundFile found, SafeFileHandle handle)
    {
        var stat = FileStat.Of(handle, found.Path);
        var real = LinkedPath.Of(handle);
        if (real is not null && !LinkedPath.IsBelow(real, found.RealRoot))
        {
            handle.Dispose();
            _faults.Tell(new FileFault(found.Path, FileFault.LinkOutside, $"it is a link to {real}, outside the watched folder; watch that folder itself to read it"));
            return null;
        }

        if (!stat.IsRegular || _files.ContainsKey(stat.Identity) || _ignored.Contains(stat.Identity))
        {
            handle.Dispose();
            return null;
        }

        var checkpoint = _memory.Recall(stat.Identity, found.Path, handle) ?? FirstCheckpoint(found, stat, handle);
        if (checkpoint is null)
        {
            handle.Dispose();
            return null;
        }

        return new TailedFile(handle, checkpoint, _options, _time);
    }

    private FileCheckpoint? FirstCheckpoint(FoundFile found, in FileStat stat, SafeFileHandle handle) =>
        (found.Live ?? RotatedName.LivePath(found.Path)) is { } live
            ? _copies.FirstCheckpoint(found, stat, handle, live, _byPath.GetValueOrDefault(live))
            : FileCheckpoint.Fresh(stat.Identity, found.Path, stat.Size);

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
            return file.Stat().Size != file.Offset;
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

    private void Close(TailedFile file)
    {
        var checkpoint = file.TakeCheckpoint();
        _memory.Remember(checkpoint);
        _closed.Add(checkpoint);
        _finished.Add(checkpoint.Identity);
        _files.Remove(file.Identity);
        if (_byPath.GetValueOrDefault(file.Source.Path) == file)
        {
            _byPath.Remove(file.Source.Path);
        }

        file.Dispose();
    }
}
