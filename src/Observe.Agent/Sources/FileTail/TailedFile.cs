using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>
/// One open log file. Whoever holds the claim (<see cref="TryClaim"/>) reads it; what was read counts from <see cref="Accept"/>
/// on, which the caller makes one step with counting the lines.
/// </summary>
internal sealed class TailedFile : IDisposable
{
    /// <summary>The size of an archive that is to be read on.</summary>
    private const long Unfinished = 0;

    private const int Noticed = 1;
    private const int Scanned = 2;

    /// <summary>What programs on Windows and .NET's own writers put before the first line; no parser takes it for text.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    private readonly ILogContent _content;
    private readonly SafeFileHandle _handle;
    private readonly FileTailOptions _options;
    private readonly TimeProvider _time;
    private int _claimed;
    private int _again;
    private FileCheckpoint _checkpoint;
    private FileCheckpoint? _next;
    private ArchiveOrigin? _origin;
    private FileCheckpoint? _past;
    private long _lost;
    private int _overwritten;
    private long _size;
    private long _partialLength;
    private long _partialSince;

    /// <param name="content">What the handle's file holds; disposed of with the file.</param>
    /// <param name="checkpoint">Where to go on; offset 0 for a new file. It is committed at once, so that the file is known when it is renamed.</param>
    /// <param name="origin">Finds out what was counted of an archive before it is read; nothing is committed until then.</param>
    public TailedFile(SafeFileHandle handle, ILogContent content, FileCheckpoint checkpoint, FileTailOptions options, TimeProvider time, ArchiveOrigin? origin = null)
    {
        _handle = handle;
        _content = content;
        _origin = origin;
        IsDirty = origin is null;
        _checkpoint = checkpoint;
        _options = options;
        _time = time;
        _size = checkpoint.Size;
        Source = new LogSource(checkpoint.Path) { Format = checkpoint.Format };
        LastActivity = time.GetTimestamp();
    }

    public LogSource Source { get; }

    public FileIdentity Identity => _checkpoint.Identity;

    public FileCheckpoint Checkpoint => Volatile.Read(ref _checkpoint);

    /// <summary>Bytes counted so far.</summary>
    public long Offset => Volatile.Read(ref _checkpoint).Offset;

    /// <summary>Size in bytes when last looked at.</summary>
    public long Size => Volatile.Read(ref _size);

    /// <summary>True when the last read ended in a line without its line end, or in a record that may go on.</summary>
    public bool HasUnfinished => Volatile.Read(ref _partialLength) > 0;

    /// <summary>True once the file's watched name belongs to another file, or to none.</summary>
    public bool IsRotated { get; set; }

    /// <summary><see cref="TimeProvider"/> timestamp of the last read that found something.</summary>
    public long LastActivity { get; private set; }

    /// <summary>True when it was accepted but not yet taken for a commit.</summary>
    public bool IsDirty { get; private set; }

    public bool IsArchive => _content.IsArchive;

    /// <summary>True as long as it is not known what was counted of it.</summary>
    public bool IsUndecided => Volatile.Read(ref _origin) is not null;

    /// <summary>What an unread file begins with.</summary>
    public Fingerprint Unread { get; init; }

    /// <summary>What the file begins with, as far as it was read.</summary>
    public Fingerprint Beginning => Checkpoint is { FingerprintLength: > 0 } read ? read.Beginning : Unread;

    /// <summary>Whether what is counted stands in the file, to be compared with what may be a copy.</summary>
    public bool CanBeCompared => !IsArchive && Volatile.Read(ref _overwritten) == 0;

    /// <summary>Bytes, as stored, that are not yet counted.</summary>
    public long Lag => Math.Max(0, Size - (IsArchive ? _content.StoredRead : Offset));

    /// <summary>Why the content ended where it should not; null when it did not.</summary>
    public FileFault? Fault => _content.Fault(Source.Path);

    /// <summary>True when the file was found truncated or overwritten and waits for a scan.</summary>
    public bool IsOverwritten => Volatile.Read(ref _overwritten) == Noticed;

    /// <summary>Takes the file for reading. Sets a mark for the present holder to look again when it is taken already.</summary>
    public bool TryClaim()
    {
        Volatile.Write(ref _again, 1);
        return Interlocked.CompareExchange(ref _claimed, 1, 0) == 0;
    }

    /// <summary>Forgets earlier wishes to look again: the holder looks now.</summary>
    public void Look() => Volatile.Write(ref _again, 0);

    /// <summary>Gives the claim back. True when somebody wished for another look meanwhile.</summary>
    public bool Release()
    {
        // A full barrier: the mark must not be read before the claim is seen to be free, or a wish is lost between the two.
        Interlocked.Exchange(ref _claimed, 0);
        return Volatile.Read(ref _again) != 0;
    }

    /// <summary>After a scan that began when the file <see cref="IsOverwritten"/>: it is read from its start.</summary>
    public void BeginAnew() => Interlocked.CompareExchange(ref _overwritten, Scanned, Noticed);

    /// <summary>Looks at the open file: size, and whether it was deleted.</summary>
    public FileStat Stat()
    {
        var stat = FileStat.Of(_handle, Source.Path);
        Note(stat.Size);
        return stat;
    }

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

    /// <summary>Whether what is counted is not what stands in the file now.</summary>
    public bool WasReplaced() => _content.WasReplaced(Checkpoint, Stat().Size);

    /// <summary>Whether a file of this size is another one than was counted.</summary>
    public bool HasChanged(long size)
    {
        Note(size);
        return size != Offset;
    }

    /// <summary>The name the open file has now, where the system tells; null when it has none any more.</summary>
    public string? CurrentPath() => LinkedPath.Of(_handle);

    /// <summary>
    /// Reads the next whole records into the batch. A line without its end, and a record that the next line may still belong
    /// to, are left for later, until the file has not grown for <see cref="FileTailOptions.PartialLineTimeout"/> or
    /// <see cref="FileTailOptions.RecordTimeout"/>, or <paramref name="takePartial"/> is set: then they count, and what is
    /// written to such a line afterwards belongs to a line already counted.
    /// </summary>
    /// <param name="join">Joins lines to records; null when each line is one.</param>
    public ReadOutcome Read(LogBatch batch, bool takePartial = false, LineJoiner? join = null)
    {
        batch.Clear();
        batch.Source = Source;
        if (_origin is not null)
        {
            return FindOrigin(batch);
        }

        var restarted = Volatile.Read(ref _overwritten) == Scanned;
        var (offset, wasInside) = restarted ? (0, false) : (_checkpoint.Offset, _checkpoint.InsideCountedLine);
        var filled = 0;
        while (true)
        {
            var read = _content.Read(batch.Bytes.AsSpan(filled), offset + filled);
            filled += read;
            if (!restarted && WasOverwritten())
            {
                return IsArchive ? ReadOutcome.TooEarly : ReadOutcome.Overwritten;
            }

            if (filled == 0)
            {
                Volatile.Write(ref _partialLength, 0);
                if (restarted)
                {
                    Propose(batch, 0, inside: false, restarted);
                }

                return restarted ? ReadOutcome.Lines : ReadOutcome.AtEnd;
            }

            if (offset == 0 && BinaryContent.Is(batch.Bytes.AsSpan(0, filled)))
            {
                return ReadOutcome.Binary;
            }

            var inside = wasInside;
            var lines = Consume(batch, filled, atStart: offset == 0, ref inside);
            var consumed = LeaveOpen(batch, join, lines);
            if (consumed == 0 && read > 0 && filled < batch.Bytes.Length)
            {
                // A short read can be a slow writer or the end: only an empty read tells.
                continue;
            }

            if (consumed == 0 && read > 0)
            {
                // Room for the longest line, behind the longest record when one is open.
                var most = (_options.MaxLineBytes * (lines > 0 ? 2L : 1L)) + 1;
                batch.Grow((int)Math.Min(batch.Bytes.Length * 4L, Math.Max(most, batch.Bytes.Length)));
                if (filled < batch.Bytes.Length)
                {
                    continue;
                }

                consumed = lines > 0 ? TakeAll(batch, lines, join) : TakeAsOne(batch, filled, UnparsedReason.TooLong, ref inside);
            }

            if (consumed == 0 && IsArchive && Fault is not null)
            {
                // Cut short: the lines that are whole count, the rest of the last one may come still.
                if (lines == 0)
                {
                    return ReadOutcome.AtEnd;
                }

                consumed = TakeAll(batch, lines, join);
            }

            if (consumed == 0)
            {
                if (!takePartial && !IsArchive && !IsOld(filled, filled > lines ? _options.PartialLineTimeout : _options.RecordTimeout))
                {
                    return ReadOutcome.AtEnd;
                }

                inside = filled > lines;
                consumed = lines > 0 ? TakeAll(batch, filled, join) : TakeAsOne(batch, filled, UnparsedReason.None, ref inside);
            }

            _content.Keep(batch.Bytes.AsSpan(consumed, filled - consumed), offset + consumed);
            Propose(batch, consumed, inside, restarted);
            return ReadOutcome.Lines;
        }
    }

    /// <summary>The first read of an archive that can be a copy: goes on from what was counted of the log it was made from.</summary>
    private ReadOutcome FindOrigin(LogBatch batch)
    {
        Stat();
        if (_origin!.Find(_content, Source.Path, out var outcome) is { } counted)
        {
            _next = counted.As(Identity, Source.Path, Unfinished);
            Source.Format = counted.Format;
        }
        else
        {
            Propose(batch, 0, inside: false, restarted: false);
        }

        return outcome;
    }

    /// <summary>Makes the last read count. The caller holds the lock under which commits are cut.</summary>
    public void Accept(int lines, int errorLines)
    {
        var next = _next ?? throw new InvalidOperationException("nothing was read");
        _next = null;
        Volatile.Write(ref _origin, null);
        if (Volatile.Read(ref _overwritten) != 0)
        {
            _past = _checkpoint.FingerprintLength > 0 ? _checkpoint.AsPast() : null;
            Volatile.Write(ref _overwritten, 0);
        }

        LastActivity = _time.GetTimestamp();
        Volatile.Write(ref _partialLength, 0);
        Volatile.Write(ref _checkpoint, next with
        {
            Path = Source.Path,
            Format = Source.Format,
            Size = IsArchive ? Unfinished : Math.Max(Size, next.Offset),
            Lines = next.Lines + lines,
            ErrorLines = next.ErrorLines + errorLines,
            LastReadUnixMilliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        IsDirty = true;
    }

    /// <summary>What to commit. The caller holds the lock under which commits are cut.</summary>
    public FileCheckpoint TakeCheckpoint()
    {
        IsDirty = false;
        return _checkpoint;
    }

    /// <summary>What was counted of content that the file has no more; null when that is committed or there was none.</summary>
    public FileCheckpoint? Past => Volatile.Read(ref _past);

    /// <summary>Takes <see cref="Past"/>. The caller holds the lock under which commits are cut.</summary>
    public FileCheckpoint? TakePast() => Interlocked.Exchange(ref _past, null);

    /// <summary>Bytes that are known to have been written and truncated away before they were read, once.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <summary>Notes that an archive was read to its end, as long as it is stored now.</summary>
    public void Finish() => Volatile.Write(ref _checkpoint, _checkpoint with
    {
        Path = Source.Path,
        Size = _content.StoredRead,
        LastReadUnixMilliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
    });

    public void Dispose() => _content.Dispose();

    /// <summary>Looked at after every read, for only then it is certain that what was read is what follows the offset.</summary>
    private bool WasOverwritten()
    {
        var size = Size;
        if (!WasReplaced())
        {
            return false;
        }

        _lost = Math.Max(0, size - Offset);
        Volatile.Write(ref _size, FileStat.Of(_handle, Source.Path).Size);
        Volatile.Write(ref _overwritten, Noticed);
        return true;
    }

    /// <summary>That it is shorter than what is counted is left for the next read: until then the size says how much was never read.</summary>
    private void Note(long size)
    {
        if (IsArchive || size >= Offset)
        {
            Volatile.Write(ref _size, size);
        }
    }

    /// <summary>Splits what is complete; gives the bytes it took, 0 when there is no complete line.</summary>
    private int Consume(LogBatch batch, int filled, bool atStart, ref bool inside)
    {
        batch.Truncate(0);
        var bytes = batch.Bytes.AsSpan(0, filled);
        var start = atStart && bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        if (inside)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                return filled;
            }

            start = end + 1;
            inside = false;
        }

        var last = bytes[start..].LastIndexOf((byte)'\n');
        if (last < 0)
        {
            return start;
        }

        LineSplitter.Split(batch, start, start + last + 1, _options.MaxLineBytes);
        return start + last + 1;
    }

    /// <summary>Joins the lines of the batch and leaves a last record that is not yet whole out; gives the bytes of the rest.</summary>
    private static int LeaveOpen(LogBatch batch, LineJoiner? join, int lines)
    {
        if (join is null || batch.Count == 0 || join(batch) is var whole && whole == batch.Count)
        {
            return lines;
        }

        var open = batch.Records[whole].Start;
        batch.Truncate(whole);
        return open;
    }

    /// <summary>Takes the open record at the start of the batch, with what belongs to it up to a place, as whole.</summary>
    private int TakeAll(LogBatch batch, int end, LineJoiner? join)
    {
        batch.Truncate(0);
        LineSplitter.Split(batch, 0, end, _options.MaxLineBytes);
        join?.Invoke(batch);
        return end;
    }

    private int TakeAsOne(LogBatch batch, int filled, UnparsedReason reason, ref bool inside)
    {
        batch.Add(0, Math.Min(filled, _options.MaxLineBytes), filled > _options.MaxLineBytes ? UnparsedReason.TooLong : reason);
        inside = true;
        return filled;
    }

    private bool IsOld(long length, TimeSpan timeout)
    {
        var now = _time.GetTimestamp();
        if (length != _partialLength)
        {
            Volatile.Write(ref _partialLength, length);
            _partialSince = now;
        }

        return _time.GetElapsedTime(_partialSince, now) >= timeout;
    }

    private void Propose(LogBatch batch, int consumed, bool inside, bool restarted)
    {
        batch.ByteCount = consumed;
        var last = restarted ? _checkpoint with { Offset = 0, Fingerprint = 0, FingerprintLength = 0, EndingLength = 0 } : _checkpoint;
        var read = batch.Bytes.AsSpan(0, consumed);
        var fingerprint = last.Beginning.With(read);
        var ending = consumed == 0 ? last.End : Fingerprint.OfEnd(read);
        _next = last with
        {
            Offset = last.Offset + consumed,
            InsideCountedLine = inside,
            Fingerprint = fingerprint.Hash,
            FingerprintLength = fingerprint.Length,
            Ending = ending.Hash,
            EndingLength = ending.Length,
        };
    }
}
