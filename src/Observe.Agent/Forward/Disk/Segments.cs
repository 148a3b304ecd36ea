using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Observe.Agent.Forward.Disk;

/// <summary>The files of a queue, each named by the position at which it starts; all but the last are only read. Not thread-safe.</summary>
internal sealed class Segments : IDisposable
{
    private const string Extension = ".queue";

    private readonly string _folder;
    private readonly long _segmentBytes;
    private readonly List<long> _starts;
    private SafeFileHandle? _last;
    private SafeFileHandle? _read;
    private long _readStart = -1;

    public Segments(string folder, long segmentBytes)
    {
        _folder = folder;
        _segmentBytes = segmentBytes;
        _starts = [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(Start).Where(s => s >= 0).Order()];
    }

    /// <summary>Where the oldest file starts; null when there is none.</summary>
    public long? First => _starts.Count == 0 ? null : _starts[0];

    /// <summary>Where the file with this position starts, and where the next one does; the last one has no next.</summary>
    public (long Start, long? Next)? Holding(long position)
    {
        var at = _starts.BinarySearch(position);
        at = at >= 0 ? at : ~at - 1;
        return at < 0 ? null : (_starts[at], at + 1 < _starts.Count ? _starts[at + 1] : null);
    }

    /// <summary>Cuts off everything behind a position.</summary>
    public void CutOff(long position)
    {
        while (_starts.Count > 0 && _starts[^1] >= position)
        {
            File.Delete(PathOf(_starts[^1]));
            _starts.RemoveAt(_starts.Count - 1);
        }

        if (_starts.Count > 0)
        {
            _last = PrivateFile.Open(PathOf(_starts[^1]));
            if (RandomAccess.GetLength(_last) > position - _starts[^1])
            {
                RandomAccess.SetLength(_last, position - _starts[^1]);
            }
        }
    }

    /// <summary>Where the last whole frame ends.</summary>
    public long EndOfFrames()
    {
        if (_starts.Count == 0)
        {
            return 0;
        }

        Span<byte> header = stackalloc byte[Frame.HeaderBytes];
        byte[] content = [];
        var start = _starts[^1];
        var at = 0L;
        using var file = File.OpenHandle(PathOf(start), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        while (RandomAccess.Read(file, header, at) == header.Length && Frame.Length(header) is > 0 and <= Frame.MaxBytes and var length)
        {
            content = content.Length < length ? new byte[length] : content;
            if (ReadFully(file, content.AsSpan(0, length), at + header.Length) < length || !Frame.Matches(header, content.AsSpan(0, length)))
            {
                break;
            }

            at += header.Length + length;
        }

        return start + at;
    }

    /// <summary>Writes at the end and waits until it is on the disk.</summary>
    public void Write(long position, ReadOnlySpan<byte> frames)
    {
        if (_last is null || position - _starts[^1] >= _segmentBytes || RandomAccess.GetLength(_last) < position - _starts[^1])
        {
            Begin(position);
        }

        RandomAccess.Write(_last!, frames, position - _starts[^1]);
        RandomAccess.FlushToDisk(_last!);
    }

    /// <summary>Reads what is there from a position to the end of its file.</summary>
    public int Read(long start, long position, Span<byte> bytes)
    {
        if (_readStart != start)
        {
            _read?.Dispose();
            _read = null;
            _read = File.OpenHandle(PathOf(start), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _readStart = start;
        }

        return ReadFully(_read!, bytes, position - start);
    }

    /// <summary>Deletes the files that end at or in front of a position.</summary>
    public void Release(long position)
    {
        while (_starts.Count > 1 && _starts[1] <= position)
        {
            File.Delete(PathOf(_starts[0]));
            _starts.RemoveAt(0);
        }
    }

    public void Dispose()
    {
        _last?.Dispose();
        _read?.Dispose();
    }

    private void Begin(long position)
    {
        var file = PrivateFile.Open(PathOf(position));
        RandomAccess.SetLength(file, 0);
        _last?.Dispose();
        _last = file;
        if (_starts.Count == 0 || _starts[^1] < position)
        {
            _starts.Add(position);
        }
    }

    private static int ReadFully(SafeFileHandle file, Span<byte> bytes, long at)
    {
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes[read..], at + read) is > 0 and var more)
        {
            read += more;
        }

        return read;
    }

    private string PathOf(long start) => Path.Combine(_folder, start.ToString("x16", CultureInfo.InvariantCulture) + Extension);

    private static long Start(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var start) ? start : -1;
}
