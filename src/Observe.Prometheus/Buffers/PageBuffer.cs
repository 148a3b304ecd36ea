using System.Buffers;

namespace Observe.Prometheus.Buffers;

/// <summary>
/// A page as it is rendered: pooled chunks, counted references, a limit. It is written once, by a <see cref="PageWriter"/>,
/// then read by any number of scrapes; the last one to let go returns the chunks.
/// </summary>
internal sealed class PageBuffer(ChunkPool pool)
{
    private byte[][] _chunks = new byte[4][];
    private int[] _lengths = new int[4];
    private int _count;
    private long _sealedLength;
    private long _limit;
    private int _references;
    private RenderControl? _control;

    public long Length => _sealedLength;

    public int ChunkCount => _count;

    public ReadOnlyMemory<byte> Chunk(int index) => _chunks[index].AsMemory(0, _lengths[index]);

    public void Open(long limit, RenderControl control)
    {
        _limit = limit;
        _sealedLength = 0;
        _count = 0;
        _references = 1;
        _control = control;
    }

    /// <summary>Seals the current chunk at <paramref name="used"/> bytes and gives another of at least the size asked for.</summary>
    public byte[] Next(int used, int size)
    {
        Seal(used);
        _control?.ThrowIfAbandoned();
        if (_count == _chunks.Length)
        {
            Array.Resize(ref _chunks, _count * 2);
            Array.Resize(ref _lengths, _count * 2);
        }

        var chunk = pool.Rent(Math.Max(size, ChunkPool.ChunkSize));
        _chunks[_count] = chunk;
        _lengths[_count] = 0;
        _count++;
        return chunk;
    }

    public void Seal(int used)
    {
        if (_count > 0)
        {
            _lengths[_count - 1] = used;
            _sealedLength += used;
        }

        if (_sealedLength > _limit)
        {
            throw new PrometheusPageTooLargeException(_limit);
        }
    }

    /// <summary>Goes back to an earlier position: chunk <paramref name="chunk"/> is the current one again.</summary>
    public byte[] Rewind(int chunk)
    {
        if (_count > chunk + 1)
        {
            pool.ReturnChunks(_chunks.AsSpan(chunk + 1, _count - chunk - 1));
        }

        for (var i = chunk; i < _count - 1; i++)
        {
            _sealedLength -= _lengths[i];
        }

        _count = chunk + 1;
        return _chunks[chunk];
    }

    public byte[] Bytes(int chunk) => _chunks[chunk];

    public long LengthBetween(PageMark from, PageMark to)
    {
        long length = to.Position - from.Position;
        for (var i = from.Chunk; i < to.Chunk; i++)
        {
            length += _lengths[i];
        }

        return length;
    }

    public void AddReference() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            pool.Return(this, _chunks.AsSpan(0, _count));
        }
    }

    public void CopyTo(IBufferWriter<byte> destination)
    {
        for (var i = 0; i < _count; i++)
        {
            destination.Write(Chunk(i).Span);
        }
    }
}
