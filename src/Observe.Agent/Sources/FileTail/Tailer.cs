using System.Threading.Channels;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Origins;

namespace Observe.Agent.Sources.FileTail;

/// <summary>
/// Finds the watched files and says which have something to read. One thread scans and follows (<see cref="Scan"/>,
/// <see cref="Follow"/>); any number of workers take files from <see cref="Ready"/>.
/// </summary>
internal sealed class Tailer : IDisposable
{
    private readonly FileTailOptions _options;
    private readonly IReadOnlyList<Glob> _watch;
    private readonly TimeProvider _time;
    private readonly FaultTeller _faults;
    private readonly FileScan _scan;
    private readonly ReadyFiles _ready = new();

    /// <summary>Held while the open files, and what is kept of others, change.</summary>
    private readonly Lock _changing = new();

    private readonly OpenFiles _open = new();
    private readonly FileChanges _changes;
    private readonly FileSelection _selection;
    private readonly Losses _losses;
    private readonly FoundFileOpener _opener;
    private readonly Discovery _discovery;
    private IReadOnlyList<(string Path, long Size)> _compressed = [];
    private int _scanWanted;

    public Tailer(FileTailOptions options, IReadOnlyList<Glob> watch, IReadOnlyList<Glob> exclude, FileMemory memory, TimeProvider time, Action<FileFault> fault)
    {
        _options = options;
        _watch = watch;
        _time = time;
        _faults = new FaultTeller(fault);
        _scan = new FileScan(watch, exclude, _faults.Tell);
        _changes = new FileChanges(memory);
        _selection = new FileSelection(memory);
        _losses = new Losses(_open, memory, time, _faults.Tell);
        var starts = new StartFinder(_open, _selection, memory, _changes, _losses, time, anyName: !options.CountCopies);
        _opener = new FoundFileOpener(_open, _selection, starts, options, time, _faults.Tell);
        _discovery = new Discovery(_open, _selection, _opener, memory, _changes, _ready);
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
                return [.. _open.All];
            }
        }
    }

    /// <summary>Every folder that the last scan looked into.</summary>
    public IReadOnlySet<string> Folders => _scan.Folders;

    /// <inheritdoc cref="FoundFileOpener.IsWaiting"/>
    public bool IsWaiting => _opener.IsWaiting;

    /// <summary>Looks for new, renamed and vanished files; opens what is new and makes ready what has something to read.</summary>
    /// <param name="unsettled">Whether archives that may still be being written are opened too.</param>
    public void Scan(bool unsettled = false)
    {
        var overwritten = Files.Where(f => f.IsOverwritten).ToList();
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var found = _scan.Run();
        lock (_changing)
        {
            foreach (var glob in _watch)
            {
                _changes.Follow(glob, now);
            }

            _compressed = [.. _scan.Compressed];
            _discovery.MeetAll(found, now, unsettled);
            foreach (var file in _open.All)
            {
                var isThere = found.TryGetValue(file.Source.Path, out var at) && at.Stat.Identity == file.Identity;
                file.IsRotated = !isThere || RotatedName.LiveLength(Path.GetFileName(file.Source.Path.AsSpan())) > 0;
                if (isThere ? file.HasChanged(at.Stat.Size) : HasChanged(file))
                {
                    _ready.Wake(file);
                }
            }

            foreach (var file in overwritten)
            {
                _losses.Fear(file.Checkpoint, file.TakeLost());
            }

            _losses.Tell();
            _discovery.ForgetGone(found);
        }

        foreach (var file in overwritten)
        {
            file.BeginAnew();
            _ready.Wake(file);
        }
    }

    /// <summary>Follows the files until cancelled; blocks its thread.</summary>
    public void Follow(CancellationToken cancellation) => new TailLoop(this, _options, _time).Run(cancellation);

    /// <summary>Whether a scan was asked for since the last call.</summary>
    public bool TakeScanWish() => Interlocked.Exchange(ref _scanWanted, 0) != 0;

    /// <summary>Makes the file ready that was written to, when it is one that is followed.</summary>
    public void MarkModified(string folder, string name)
    {
        TailedFile? file;
        lock (_changing)
        {
            file = _open.At(Path.Join(folder, name));
        }

        if (file is not null)
        {
            _ready.Wake(file);
        }
    }

    /// <summary>Makes ready what has an unfinished line, and with <paramref name="everyFile"/> what has another size than was counted.</summary>
    public void Poll(bool everyFile)
    {
        foreach (var file in Files)
        {
            if (file.HasUnfinished || (everyFile && HasChanged(file)))
            {
                _ready.Wake(file);
            }
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

    /// <summary>Puts a file whose reading is not finished behind the others; the claim goes with it.</summary>
    public void Requeue(TailedFile file) => _ready.Requeue(file);

    /// <summary>Gives back a file that was read to its end. An archive is done with then.</summary>
    public void Release(TailedFile file)
    {
        if (file.IsArchive)
        {
            Finish(file);
        }
        else if (file.Release())
        {
            _ready.Wake(file);
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
                _selection.Ignore(file.Identity);
            }

            Close(file);
        }
    }

    /// <summary>Closes a claimed file that cannot or must not be read, and tells why.</summary>
    public void Drop(TailedFile file, FileFault fault)
    {
        _faults.Tell(fault);
        Leave(file, forGood: fault.Reason == FileFault.Binary);
    }

    /// <summary>Moves what changed since the last call into the commit. The caller holds the lock under which commits are cut.</summary>
    public void TakeChanges(List<FileCheckpoint> checkpoints, List<FileIdentity> forgotten, List<KeyValuePair<string, long>> followed)
    {
        lock (_changing)
        {
            _changes.Take(_open, checkpoints, forgotten, followed);
        }
    }

    /// <summary>Sizes and unread bytes of every watched file as last looked at.</summary>
    public List<FileStatus> Survey()
    {
        lock (_changing)
        {
            return FileSurvey.Of(_open, _compressed);
        }
    }

    public void Dispose()
    {
        lock (_changing)
        {
            _open.CloseAll();
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
            _changes.KeepLast(file);
            _selection.Finish(file.Identity);
        }

        _open.Close(file);
        if (IsWaiting)
        {
            Volatile.Write(ref _scanWanted, 1);
        }
    }
}
