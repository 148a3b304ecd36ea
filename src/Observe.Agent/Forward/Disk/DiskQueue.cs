using System.Buffers;
using System.Threading.Channels;
using Observe.Agent.Records;

namespace Observe.Agent.Forward.Disk;

/// <summary>
/// A queue of frames in files. What is appended waits in memory until it is persisted, and is there for the reader once its
/// length is published; what the reader acknowledged is gone. One appends, persists and publishes at a time, one reads.
/// </summary>
internal sealed class DiskQueue : IJournal, IDisposable
{
    /// <summary>Bytes appended and not yet persisted above which there is no room: memory is bounded, not only the disk.</summary>
    public const int MaxUnwrittenBytes = 4 * 1024 * 1024;

    private readonly Lock _changing = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Segments _segments;
    private readonly Acknowledged _acknowledged;
    private readonly string _folder;
    private readonly Action _damaged;
    private ArrayBufferWriter<byte> _filling = new();
    private ArrayBufferWriter<byte> _cut = new();
    private long _written;
    private long _published;
    private long _delivered;

    /// <param name="name">Under which its committed length is kept.</param>
    /// <param name="folder">Where its files are; made when missing.</param>
    /// <param name="limit">Bytes it may hold.</param>
    /// <param name="committed">The committed length; null when none is on record, then all whole frames stay.</param>
    /// <param name="damaged">Called for each frame or file that cannot be read any more.</param>
    /// <exception cref="JournalException">The files cannot be used.</exception>
    public DiskQueue(string name, string folder, long limit, long? committed, Action damaged)
    {
        Name = name;
        Limit = limit;
        _folder = folder;
        _damaged = damaged;
        try
        {
            PrivateFile.MakeFolder(folder);
            _segments = new Segments(folder, SegmentBytes(limit));
            _written = _published = committed ?? _segments.EndOfFrames();
            _segments.CutOff(_written);
            _acknowledged = new Acknowledged(Path.Combine(folder, "acknowledged"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _segments?.Dispose();
            throw new JournalException($"the queue in {folder} cannot be used: {e.Message.TrimEnd('.')}; make it writable or name another directory with --data", e);
        }

        _delivered = Math.Clamp(_acknowledged.Position ?? 0, Math.Min(_segments.First ?? _written, _written), _written);
        Announce();
    }

    public string Name { get; }

    public long Limit { get; }

    /// <summary>Bytes appended and not yet delivered.</summary>
    public long Size
    {
        get
        {
            lock (_changing)
            {
                return _written + _cut.WrittenCount + _filling.WrittenCount - _delivered;
            }
        }
    }

    public bool HasRoom
    {
        get
        {
            lock (_changing)
            {
                var unwritten = _cut.WrittenCount + _filling.WrittenCount;
                return unwritten < MaxUnwrittenBytes && _written + unwritten - _delivered < Limit;
            }
        }
    }

    /// <summary>How far the queue is on the disk and there for its reader.</summary>
    public long Published
    {
        get
        {
            lock (_changing)
            {
                return _published;
            }
        }
    }

    /// <summary>Whether everything that was published is delivered.</summary>
    public bool IsDelivered
    {
        get
        {
            lock (_changing)
            {
                return _delivered == _published;
            }
        }
    }

    /// <summary>Appends whole frames, and gives the position behind them.</summary>
    public long Append(ReadOnlySpan<byte> frames)
    {
        lock (_changing)
        {
            _filling.Write(frames);
            return _written + _cut.WrittenCount + _filling.WrittenCount;
        }
    }

    /// <summary>Appends one frame with this content, and gives the position behind it.</summary>
    public long AppendFrame(ReadOnlySpan<byte> content)
    {
        lock (_changing)
        {
            Frame.WriteHeader(_filling.GetSpan(Frame.HeaderBytes), content);
            _filling.Advance(Frame.HeaderBytes);
            _filling.Write(content);
            return _written + _cut.WrittenCount + _filling.WrittenCount;
        }
    }

    public long Cut()
    {
        lock (_changing)
        {
            if (_cut.WrittenCount == 0)
            {
                (_cut, _filling) = (_filling, _cut);
            }
            else
            {
                // The last part could not be persisted: it goes together with this one.
                _cut.Write(_filling.WrittenSpan);
                _filling.ResetWrittenCount();
            }

            return _written + _cut.WrittenCount;
        }
    }

    public void Persist()
    {
        var frames = _cut.WrittenSpan;
        if (frames.IsEmpty)
        {
            return;
        }

        try
        {
            lock (_segments)
            {
                _segments.Write(_written, frames);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"the queue in {_folder} cannot be written: {e.Message.TrimEnd('.')}; free some space on that disk: nothing is lost, reading goes on once there is room", e);
        }

        lock (_changing)
        {
            _written += _cut.WrittenCount;
            _cut.ResetWrittenCount();
            if (_cut.Capacity > MaxUnwrittenBytes)
            {
                _cut = new ArrayBufferWriter<byte>();
            }
        }
    }

    public void Publish(long position)
    {
        lock (_changing)
        {
            _published = position;
        }

        Announce();
    }

    /// <summary>Reads the frames behind what is acknowledged, of up to so many bytes but one at least; waits until there are any.</summary>
    public async ValueTask ReadAsync(QueueBatch batch, int bytes, CancellationToken cancellation)
    {
        while (true)
        {
            long from, to;
            lock (_changing)
            {
                (from, to) = (_delivered, _published);
            }

            batch.Clear(from);
            if (from < to)
            {
                lock (_segments)
                {
                    new FrameReader(_segments, batch, to, _damaged).Fill(bytes);
                }

                if (batch.Count > 0)
                {
                    return;
                }

                Acknowledge(batch.End);
            }
            else
            {
                await _news.Reader.ReadAsync(cancellation);
            }
        }
    }

    /// <summary>Everything up to a position is delivered.</summary>
    public void Acknowledge(long position)
    {
        lock (_changing)
        {
            _delivered = position;
        }

        try
        {
            _acknowledged.Write(position);
            lock (_segments)
            {
                _segments.Release(position);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // At worst it is delivered once more after a restart; the files go with the next one.
        }
    }

    public void Dispose()
    {
        _segments.Dispose();
        _acknowledged.Dispose();
    }

    private static long SegmentBytes(long limit) => Math.Clamp(limit / 8, 64 * 1024, 16 * 1024 * 1024);

    private void Announce() => _news.Writer.TryWrite(true);
}
