using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Origins;
using Observe.Agent.Sources.FileTail.Reading;

namespace Observe.Agent.Sources.FileTail;

/// <summary>
/// One open log file. Whoever holds the claim (<see cref="TryClaim"/>) reads it; what was read counts from <see cref="Accept"/>
/// on, which the caller makes one step with counting the lines.
/// </summary>
internal sealed class TailedFile : IDisposable
{
    /// <summary>The size of an archive that is to be read on.</summary>
    private const long Unfinished = 0;

    private readonly ILogContent _content;
    private readonly SafeFileHandle _handle;
    private readonly TimeProvider _time;
    private readonly FileClaim _claim = new();
    private readonly FileProgress _progress;
    private readonly Overwriting _overwriting = new();
    private readonly UnfinishedEnd _unfinished;
    private readonly FileLook _look;
    private readonly RecordReader _reader;
    private ArchiveOrigin? _origin;

    /// <param name="content">What the handle's file holds; disposed of with the file.</param>
    /// <param name="checkpoint">Where to go on; offset 0 for a new file. It is committed at once, so that the file is known when it is renamed.</param>
    /// <param name="origin">Finds out what was counted of an archive before it is read; nothing is committed until then.</param>
    public TailedFile(SafeFileHandle handle, ILogContent content, FileCheckpoint checkpoint, FileTailOptions options, TimeProvider time, ArchiveOrigin? origin = null)
    {
        _handle = handle;
        _content = content;
        _origin = origin;
        _time = time;
        Source = new LogSource(checkpoint.Path) { Format = checkpoint.Format };
        _progress = new FileProgress(checkpoint, isDirty: origin is null);
        _unfinished = new UnfinishedEnd(time);
        _look = new FileLook(handle, content, Source, _progress, checkpoint.Size);
        _reader = new RecordReader(content, Source, _look, _progress, _overwriting, _unfinished, options);
        LastActivity = time.GetTimestamp();
    }

    public LogSource Source { get; }

    public FileIdentity Identity => Checkpoint.Identity;

    /// <summary>What is counted so far.</summary>
    public FileCheckpoint Checkpoint => _progress.Counted;

    /// <summary>Bytes counted so far.</summary>
    public long Offset => Checkpoint.Offset;

    /// <inheritdoc cref="FileLook.Size"/>
    public long Size => _look.Size;

    /// <summary>True when the last read ended in a line without its line end, or in a record that may go on.</summary>
    public bool HasUnfinished => _unfinished.IsThere;

    /// <summary>True once the file's watched name belongs to another file, or to none.</summary>
    public bool IsRotated { get; set; }

    /// <summary><see cref="TimeProvider"/> timestamp of the last read that found something.</summary>
    public long LastActivity { get; private set; }

    /// <inheritdoc cref="FileProgress.IsDirty"/>
    public bool IsDirty => _progress.IsDirty;

    public bool IsArchive => _content.IsArchive;

    /// <summary>True as long as it is not known what was counted of it.</summary>
    public bool IsUndecided => Volatile.Read(ref _origin) is not null;

    /// <summary>What an unread file begins with.</summary>
    public Fingerprint Unread { get; init; }

    /// <summary>What the file begins with, as far as it was read.</summary>
    public Fingerprint Beginning => Checkpoint is { FingerprintLength: > 0 } read ? read.Beginning : Unread;

    /// <summary>Whether what is counted stands in the file, to be compared with what may be a copy.</summary>
    public bool CanBeCompared => !IsArchive && !_overwriting.IsMet;

    /// <summary>Bytes, as stored, that are not yet counted.</summary>
    public long Lag => Math.Max(0, Size - (IsArchive ? _content.StoredRead : Offset));

    /// <summary>Why the content ended where it should not; null when it did not.</summary>
    public FileFault? Fault => _content.Fault(Source.Path);

    /// <summary>True when the file was found truncated or overwritten and waits for a scan.</summary>
    public bool IsOverwritten => _overwriting.WaitsForScan;

    /// <inheritdoc cref="FileProgress.Past"/>
    public FileCheckpoint? Past => _progress.Past;

    /// <inheritdoc cref="FileClaim.TryTake"/>
    public bool TryClaim() => _claim.TryTake();

    /// <inheritdoc cref="FileClaim.Look"/>
    public void Look() => _claim.Look();

    /// <inheritdoc cref="FileClaim.Release"/>
    public bool Release() => _claim.Release();

    /// <summary>After a scan that began when the file <see cref="IsOverwritten"/>: it is read from its start.</summary>
    public void BeginAnew() => _overwriting.EndScan();

    /// <summary>Bytes that are known to have been written and truncated away before they were read, once.</summary>
    public long TakeLost() => _overwriting.TakeLost();

    /// <inheritdoc cref="FileLook.Stat"/>
    public FileStat Stat() => _look.Stat();

    /// <summary>Whether these bytes stand before the offset now. False when the file was closed meanwhile.</summary>
    public bool Has(Fingerprint bytes, long offset)
    {
        try
        {
            return bytes.IsAt(_content, offset - bytes.Length);
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="FileLook.WasReplaced"/>
    public bool WasReplaced() => _look.WasReplaced();

    /// <inheritdoc cref="FileLook.HasChanged"/>
    public bool HasChanged(long seen) => _look.HasChanged(seen);

    /// <summary>The name the open file has now, where the system tells; null when it has none any more.</summary>
    public string? CurrentPath() => LinkedPath.Of(_handle);

    /// <inheritdoc cref="RecordReader.Read"/>
    public ReadOutcome Read(LogBatch batch, bool takePartial = false, LineJoiner? join = null)
    {
        batch.Clear();
        batch.Source = Source;
        return _origin is null ? _reader.Read(batch, takePartial, join) : FindOrigin(batch, _origin);
    }

    /// <summary>Makes the last read count. The caller holds the lock under which commits are cut.</summary>
    public void Accept(int lines, int errorLines)
    {
        var next = _progress.TakeProposed();
        Volatile.Write(ref _origin, null);
        if (_overwriting.IsMet)
        {
            _progress.KeepAsPast();
            _overwriting.End();
        }

        LastActivity = _time.GetTimestamp();
        _unfinished.Clear();
        _progress.Accept(next with
        {
            Path = Source.Path,
            Format = Source.Format,
            Size = IsArchive ? Unfinished : Math.Max(Size, next.Offset),
            Lines = next.Lines + lines,
            ErrorLines = next.ErrorLines + errorLines,
            LastReadUnixMilliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
    }

    /// <summary>What to commit. The caller holds the lock under which commits are cut.</summary>
    public FileCheckpoint TakeCheckpoint() => _progress.TakeCounted();

    /// <summary>Takes <see cref="Past"/>. The caller holds the lock under which commits are cut.</summary>
    public FileCheckpoint? TakePast() => _progress.TakePast();

    /// <summary>Notes that an archive was read to its end, as long as it is stored now.</summary>
    public void Finish() => _progress.Note(Checkpoint with
    {
        Path = Source.Path,
        Size = _content.StoredRead,
        LastReadUnixMilliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
    });

    public void Dispose() => _content.Dispose();

    /// <summary>The first read of an archive that can be a copy: goes on from what was counted of the log it was made from.</summary>
    private ReadOutcome FindOrigin(LogBatch batch, ArchiveOrigin origin)
    {
        Stat();
        if (origin.Find(_content, Source.Path, out var outcome) is { } counted)
        {
            _progress.Propose(counted.As(Identity, Source.Path, Unfinished));
            Source.Format = counted.Format;
        }
        else
        {
            batch.ByteCount = 0;
            _progress.Propose([], insideLine: false, anew: false);
        }

        return outcome;
    }
}
