using System.Buffers;

namespace Observe.Agent.Sources.Otlp;

/// <summary>
/// The bytes of one request in a pooled buffer that grows as they come, so that a client pays with bytes for the memory it gets.
/// </summary>
internal sealed class PooledBody(BodyMemory memory, int limit) : IBufferWriter<byte>, IDisposable
{
    /// <summary>What is believed of the length that a client says a request has.</summary>
    private const int Believed = 1024 * 1024;

    private byte[] _buffer = [];
    private int _length;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public int Length => _length;

    /// <summary>The written bytes as a stream.</summary>
    public MemoryStream AsStream() => new(_buffer, 0, _length, writable: false);

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="RefusedException">There is more of it than the limit.</exception>
    public async ValueTask ReadAllAsync(Stream from, long? expected, CancellationToken cancellation)
    {
        if (expected > limit)
        {
            throw TooLarge();
        }

        Grow((int)Math.Min(expected ?? BodyMemory.Smallest, Believed));
        while (_length < limit)
        {
            var read = await from.ReadAsync(GetMemory(), cancellation);
            if (read == 0)
            {
                return;
            }

            Advance(read);
        }

        if (await from.ReadAsync(new byte[1], cancellation) != 0)
        {
            throw TooLarge();
        }
    }

    /// <summary>Reads exactly that many bytes; false when the stream ends before.</summary>
    /// <exception cref="RefusedException">They are more than the limit.</exception>
    public async ValueTask<bool> ReadExactlyAsync(Stream from, int count, CancellationToken cancellation)
    {
        if (count > limit)
        {
            throw TooLarge();
        }

        Grow(Math.Min(count, Believed));
        for (var left = count; left > 0;)
        {
            var free = GetMemory();
            var read = await from.ReadAsync(free[..Math.Min(left, free.Length)], cancellation);
            if (read == 0)
            {
                return false;
            }

            Advance(read);
            left -= read;
        }

        return true;
    }

    /// <summary>Copies a stream that never waits, such as one that decompresses; false when it does not hold exactly that many bytes.</summary>
    /// <exception cref="RefusedException">They are more than the limit.</exception>
    public bool CopyExactly(Stream from, int count)
    {
        if (count > limit)
        {
            throw TooLarge();
        }

        Grow(count);
        _length = from.ReadAtLeast(_buffer.AsSpan(0, count), count, throwOnEndOfStream: false);
        return _length == count && from.ReadByte() < 0;
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length, Math.Min(_buffer.Length, limit) - _length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        Swap([]);
        _length = 0;
    }

    private void Reserve(int more)
    {
        if (more > limit - _length)
        {
            throw TooLarge();
        }

        if (more > _buffer.Length - _length)
        {
            Grow((int)Math.Min(limit, Math.Max((long)_length + more, 2L * _buffer.Length)));
        }
    }

    private void Grow(int size)
    {
        if (size <= _buffer.Length)
        {
            return;
        }

        var larger = memory.Rent(size);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        Swap(larger);
    }

    private void Swap(byte[] buffer)
    {
        var old = _buffer;
        _buffer = buffer;
        if (old.Length > 0)
        {
            memory.Return(old);
        }
    }

    private RefusedException TooLarge() => new(OtlpResult.TooLarge, "the request is larger than otlp.maxRequestBytes, which counts it decompressed");
}
