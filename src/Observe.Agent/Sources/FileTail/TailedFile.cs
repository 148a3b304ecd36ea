using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>
/// One open log file. Whoever holds the claim (<see cref="TryClaim"/>) reads it; what was read counts from <see cref="Accept"/>
/// on, which the caller makes one step with counting the lines.
/// </summary>
internal sealed class TailedFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly FileTailOptions _options;
    private readonly TimeProvider _time;
    private int _claimed;
    private int _again;
    private FileCheckpoint _checkpoint;
    private FileCheckpoint? _next;
    private bool _verifyBeginning;
    private long _size;
    private long _partialLength;
    private long _partialSince;

    /// <param name="checkpoint">Where to go on; offset 0 for a new file.</param>
    public TailedFile(SafeFileHandle handle, FileCheckpoint checkpoint, FileTailOptions options, TimeProvider time)
    {
        _handle = handle;
        _checkpoint = checkpoint;
        _options = options;
        _time = time;
        _size = checkpoint.Size;
        Source = new LogSource(checkpoint.Path) { Format = checkpoint.Format };
        LastActivity = time.GetTimestamp();
    }

    public LogSource Source { get; }

    public FileIdentity Identity => _checkpoint.Identity;

    /// <summary>Bytes counted so far.</summary>
    public long Offset => Volatile.Read(ref _checkpoint).Offset;

    /// <summary>Size in bytes when last looked at.</summary>
    public long Size => Volatile.Read(ref _size);

    /// <summary>True when the last read ended in a line without its line end.</summary>
    public bool HasPartialLine => Volatile.Read(ref _partialLength) > 0;

    /// <summary>True once the file's watched name belongs to another file, or to none.</summary>
    public bool IsRotated { get; set; }

    /// <summary><see cref="TimeProvider"/> timestamp of the last read that found something.</summary>
    public long LastActivity { get; private set; }

    /// <summary>True when it was accepted but not yet taken for a commit.</summary>
    public bool IsDirty { get; private set; }

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
        Volatile.Write(ref _claimed, 0);
        return Volatile.Read(ref _again) != 0;
    }

    /// <summary>Looks at the open file: size, and whether it was deleted.</summary>
    public FileStat Stat()
    {
        var stat = FileStat.Of(_handle, Source.Path);
        Volatile.Write(ref _size, stat.Size);
        return stat;
    }

    /// <summary>The name the open file has now, where the system tells; null when it has none any more.</summary>
    public string? CurrentPath() => LinkedPath.Of(_handle);

    /// <summary>
    /// Reads the next complete lines into the batch. A line without its end is left for later, until it has not grown for
    /// <see cref="FileTailOptions.PartialLineTimeout"/> or <paramref name="takePartial"/> is set: then it counts, and what is
    /// written to it afterwards belongs to a line already counted.
    /// </summary>
    public ReadOutcome Read(LogBatch batch, bool takePartial = false)
    {
        batch.Clear();
        batch.Source = Source;
        var (offset, inside, restarted) = Start();
        var filled = 0;
        while (true)
        {
            var read = RandomAccess.Read(_handle, batch.Bytes.AsSpan(filled), offset + filled);
            filled += read;
            if (filled == 0)
            {
                Volatile.Write(ref _partialLength, 0);
                return AtEnd();
            }

            if (offset == 0 && BinaryContent.Is(batch.Bytes.AsSpan(0, filled)))
            {
                return ReadOutcome.Binary;
            }

            var consumed = Consume(batch, filled, ref inside);
            if (consumed == 0 && read > 0 && filled < batch.Bytes.Length)
            {
                // A short read can be a slow writer or the end: only an empty read tells.
                continue;
            }

            if (consumed == 0 && read > 0)
            {
                batch.Grow((int)Math.Min(batch.Bytes.Length * 4L, Math.Max(_options.MaxLineBytes + 1L, batch.Bytes.Length)));
                if (filled < batch.Bytes.Length)
                {
                    continue;
                }

                consumed = TakeAsOne(batch, filled, UnparsedReason.TooLong, ref inside);
            }

            if (consumed == 0)
            {
                if (!takePartial && !PartialIsOld(filled))
                {
                    return AtEnd();
                }

                consumed = TakeAsOne(batch, filled, UnparsedReason.None, ref inside);
            }

            Propose(offset + consumed, inside, restarted);
            batch.ByteCount = consumed;
            return ReadOutcome.Lines;
        }
    }

    /// <summary>Makes the last read count. The caller holds the lock under which commits are cut.</summary>
    public void Accept(int lines, int errorLines)
    {
        var next = _next ?? throw new InvalidOperationException("nothing was read");
        _next = null;
        _verifyBeginning = false;
        LastActivity = _time.GetTimestamp();
        Volatile.Write(ref _partialLength, 0);
        Volatile.Write(ref _checkpoint, next with
        {
            Path = Source.Path,
            Format = Source.Format,
            Size = Math.Max(Size, next.Offset),
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

    public void Dispose() => _handle.Dispose();

    /// <summary>Where to read on: at the offset, or at the start when the file was truncated or overwritten.</summary>
    private (long Offset, bool Inside, bool Restarted) Start()
    {
        var size = Stat().Size;
        var restarted = size < _checkpoint.Offset
            || (_verifyBeginning && size > _checkpoint.Offset
                && !new Fingerprint(_checkpoint.Fingerprint, _checkpoint.FingerprintLength).Matches(_handle));
        return restarted ? (0, false, true) : (_checkpoint.Offset, _checkpoint.InsideCountedLine, false);
    }

    /// <summary>At the end is where a file can be overwritten unseen, so the next read looks at its beginning first.</summary>
    private ReadOutcome AtEnd()
    {
        _verifyBeginning = true;
        return ReadOutcome.AtEnd;
    }

    /// <summary>Splits what is complete; gives the bytes it took, 0 when there is no complete line.</summary>
    private int Consume(LogBatch batch, int filled, ref bool inside)
    {
        var bytes = batch.Bytes.AsSpan(0, filled);
        var start = 0;
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

    private int TakeAsOne(LogBatch batch, int filled, UnparsedReason reason, ref bool inside)
    {
        batch.Add(0, Math.Min(filled, _options.MaxLineBytes), filled > _options.MaxLineBytes ? UnparsedReason.TooLong : reason);
        inside = true;
        return filled;
    }

    private bool PartialIsOld(long length)
    {
        var now = _time.GetTimestamp();
        if (length != _partialLength)
        {
            Volatile.Write(ref _partialLength, length);
            _partialSince = now;
        }

        return _time.GetElapsedTime(_partialSince, now) >= _options.PartialLineTimeout;
    }

    private void Propose(long offset, bool inside, bool restarted)
    {
        var next = _checkpoint with { Offset = offset, InsideCountedLine = inside };
        if (restarted || next.FingerprintLength < Math.Min(offset, Fingerprint.MaxLength))
        {
            var fingerprint = Fingerprint.Of(_handle, offset);
            next = next with { Fingerprint = fingerprint.Hash, FingerprintLength = fingerprint.Length };
        }

        _next = next;
    }
}
