using System.Buffers;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail.Content;

/// <summary>
/// What a gzip file decompresses to, all members after each other. Going back means decompressing anew from the start; the
/// decoder is kept only while reading goes on. Not thread-safe.
/// </summary>
internal sealed class GzipContent(SafeFileHandle handle) : ILogContent
{
    /// <summary>Logs are seldom compressed a hundredfold; what goes beyond this after <see cref="BombBytes"/> is made to do harm.</summary>
    private const int BombRatio = 400;

    private const long BombBytes = 100_000_000;

    /// <summary>Header and trailer around nothing.</summary>
    private const int EmptyArchive = 20;

    private StoredBytes? _stored;
    private GZipStream? _decoder;
    private long _position;
    private byte[] _kept = [];
    private long _keptFrom;
    private int _keptLength;
    private bool _careful;
    private bool _ended;
    private string? _reason;
    private long _storedRead;

    public bool IsArchive => true;

    public long? Length => _ended ? _position : null;

    public long StoredRead => Volatile.Read(ref _storedRead);

    public FileFault? Fault(string path) => _reason switch
    {
        null => null,
        FileFault.GzipTruncated => new FileFault(path, _reason, "its compressed content ends too early; what was whole is counted, the rest is when the file is completed"),
        FileFault.GzipBomb => new FileFault(path, _reason, $"it decompresses to more than {BombRatio} times its size; what comes after {_position} bytes is left out"),
        _ => new FileFault(path, _reason, "its compressed content is damaged; what comes before the damage is counted"),
    };

    public int Read(Span<byte> into, long offset)
    {
        if (offset >= _keptFrom && offset < _keptFrom + _keptLength)
        {
            var kept = _kept.AsSpan(0, _keptLength)[(int)(offset - _keptFrom)..];
            kept = kept[..Math.Min(kept.Length, into.Length)];
            kept.CopyTo(into);
            return kept.Length;
        }

        if (Length <= offset)
        {
            return 0;
        }

        if (_decoder is null || _position > offset)
        {
            Restart();
        }

        return SkipTo(offset) ? Decode(into) : 0;
    }

    public void Keep(ReadOnlySpan<byte> unread, long offset)
    {
        if (_kept.Length < unread.Length)
        {
            _kept = new byte[Math.Max(4096, unread.Length)];
        }

        unread.CopyTo(_kept);
        (_keptFrom, _keptLength) = (offset, unread.Length);
    }

    /// <summary>A file that shrank while it was being decompressed; any other change shows as content that does not decompress.</summary>
    public bool WasReplaced(FileCheckpoint counted, long size) => size < StoredRead;

    public void Dispose()
    {
        Rest();
        handle.Dispose();
    }

    private void Restart()
    {
        Rest();
        _stored = new StoredBytes(handle);
        _decoder = new GZipStream(_stored, CompressionMode.Decompress);
        _position = 0;
        _careful = false;
        _ended = false;
        _reason = null;
    }

    /// <summary>A decoder holds some 40 KB; it goes as soon as it is not needed.</summary>
    private void Rest()
    {
        _decoder?.Dispose();
        _decoder = null;
        _stored = null;
    }

    private bool SkipTo(long offset)
    {
        if (_position == offset)
        {
            return true;
        }

        var scratch = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (_position < offset)
            {
                if (Decode(scratch.AsSpan(0, (int)Math.Min(scratch.Length, offset - _position))) == 0)
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private int Decode(Span<byte> into)
    {
        if (_position > BombBytes && _position / BombRatio > _stored!.Position)
        {
            return End(FileFault.GzipBomb);
        }

        try
        {
            var read = _careful ? DecodeByteByByte(into) : _decoder!.Read(into);
            if (read == 0)
            {
                return End(_careful ? FileFault.GzipCorrupt : _position == 0 && _stored!.Position < EmptyArchive ? FileFault.GzipTruncated : null);
            }

            if (_stored!.IsProbing && !_careful)
            {
                return End(FileFault.GzipTruncated);
            }

            _position += read;
            Volatile.Write(ref _storedRead, _stored.Position);
            return read;
        }
        catch (InvalidDataException)
        {
            if (_stored!.IsProbing)
            {
                return End(FileFault.GzipTruncated);
            }

            // The decoder drops what it had decompressed in the call that met the damage.
            var position = _position;
            Restart();
            _careful = SkipTo(position);
            return _careful ? Decode(into) : 0;
        }
    }

    /// <summary>Each byte by itself, so that all those before the damage are had.</summary>
    private int DecodeByteByByte(Span<byte> into)
    {
        var read = 0;
        try
        {
            into.Clear();
            while (read < into.Length && _decoder!.Read(into.Slice(read, 1)) > 0 && !_stored!.IsProbing)
            {
                read++;
            }

            return read;
        }
        catch (InvalidDataException)
        {
            // The damage can follow a last byte in one call; the next call meets it with nothing before it.
            return read + (into[read] == 0 ? 0 : 1);
        }
    }

    private int End(string? reason)
    {
        _ended = true;
        _reason = reason;
        Volatile.Write(ref _storedRead, _stored!.IsProbing ? _stored.Position : RandomAccess.GetLength(handle));
        Rest();
        return 0;
    }

    /// <summary>
    /// The file's bytes, and after them some that continue no gzip content: the decoder takes the end of its input for the
    /// end of the content wherever that comes. After a whole member they are passed over, anywhere else they yield nonsense.
    /// </summary>
    private sealed class StoredBytes(SafeFileHandle handle) : Stream
    {
        private const int ProbeLength = 1024;

        public bool IsProbing { get; private set; }

        public override long Position { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (IsProbing)
            {
                return 0;
            }

            var read = RandomAccess.Read(handle, buffer, Position);
            Position += read;
            if (read == 0)
            {
                IsProbing = true;
                read = Math.Min(ProbeLength, buffer.Length);
                buffer[..read].Fill(0xff);
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
