using System.Runtime.CompilerServices;
using Observe.Prometheus.Formats;
using Observe.Prometheus.Numbers;

namespace Observe.Prometheus.Buffers;

/// <summary>
/// Writes into a <see cref="PageBuffer"/>. <see cref="Ensure"/> is called with the most that follows; the writes after it do
/// not check again.
/// </summary>
internal ref struct PageWriter
{
    private readonly PageBuffer _buffer;
    private Span<byte> _span;
    private int _position;

    public PageWriter(PageBuffer buffer)
    {
        _buffer = buffer;
        _span = buffer.Next(0, ChunkPool.ChunkSize);
        _position = 0;
    }

    public readonly PageMark Mark => new(_buffer.ChunkCount - 1, _position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ensure(int size)
    {
        if (_span.Length - _position < size)
        {
            Grow(size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_span[_position..]);
        _position += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(byte value) => _span[_position++] = value;

    /// <summary>Writes a number of at most <see cref="NumberText.MaxLength"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(long value) => _position += NumberText.Write(_span[_position..], value);

    /// <inheritdoc cref="Put(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(double value) => _position += NumberText.Write(_span[_position..], value);

    /// <summary>Writes bytes of any length, checking.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        Put(bytes);
    }

    public void PutVarint(ulong value) => _position += ProtobufMessage.WriteVarint(_span[_position..], value);

    /// <summary>Leaves room to be filled later through <see cref="At"/>.</summary>
    public void Skip(int size) => _position += size;

    /// <summary>Forgets everything written after the mark.</summary>
    public void Rewind(PageMark mark)
    {
        _span = _buffer.Rewind(mark.Chunk);
        _position = mark.Position;
    }

    /// <summary>The bytes between two marks, wherever the chunks break.</summary>
    public readonly long LengthSince(PageMark mark) => _buffer.LengthBetween(mark, Mark);

    /// <summary>Room that was left earlier, at a mark; it lies in one chunk.</summary>
    public readonly Span<byte> At(PageMark mark, int size) => _buffer.Bytes(mark.Chunk).Slice(mark.Position, size);

    public readonly void Finish() => _buffer.Seal(_position);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        _span = _buffer.Next(_position, size);
        _position = 0;
    }
}
