using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Observe.Prometheus.Formats;
using Observe.Prometheus.Numbers;

namespace Observe.Prometheus.Buffers;

/// <summary>
/// Writes into a <see cref="PageBuffer"/>. <see cref="Ensure"/> is called with the most that follows; the writes after it do
/// not check again.
/// </summary>
internal ref struct PageWriter
{
    public const int LongestNumberAndFeed = NumberText.MaxLength + 1;

    private readonly PageBuffer _buffer;
    private ref byte _start;
    private int _position;

    /// <summary>How far may be written; as many bytes as a padded copy can overshoot by lie behind.</summary>
    private int _end;

    public PageWriter(PageBuffer buffer)
    {
        _buffer = buffer;
        Use(buffer.Next(0, ChunkPool.ChunkSize));
    }

    public readonly PageMark Mark => new(_buffer.ChunkCount - 1, _position);

    private readonly Span<byte> Room => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _start, _position), _end - _position + PaddedBytes.Padding);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ensure(int size)
    {
        if (_end - _position < size)
        {
            Grow(size);
        }
    }

    /// <summary>Writes bytes, copied in whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(scoped PaddedBytes bytes)
    {
        Copy(bytes, ref Unsafe.Add(ref _start, _position));
        _position += bytes.Length;
    }

    /// <summary>Writes a whole line, checking: a prefix, a number, the line feed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutLine(scoped PaddedBytes prefix, double value)
    {
        Ensure(prefix.Length + LongestNumberAndFeed);
        ref var to = ref Unsafe.Add(ref _start, _position);
        Copy(prefix, ref to);
        var number = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, prefix.Length), NumberText.Room);
        var length = NumberText.Write(number, value);
        number[length] = (byte)'\n';
        _position += prefix.Length + length + 1;
    }

    /// <inheritdoc cref="PutLine(PaddedBytes, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutLine(scoped PaddedBytes prefix, long value)
    {
        Ensure(prefix.Length + LongestNumberAndFeed);
        ref var to = ref Unsafe.Add(ref _start, _position);
        Copy(prefix, ref to);
        var number = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, prefix.Length), NumberText.Room);
        var length = NumberText.Write(number, value);
        number[length] = (byte)'\n';
        _position += prefix.Length + length + 1;
    }

    /// <summary>Writes a whole line of two pieces and a number, for which the caller has checked that there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutLineUnchecked(scoped PaddedBytes prefix, scoped PaddedBytes rest, long value)
    {
        ref var to = ref Unsafe.Add(ref _start, _position);
        Copy(prefix, ref to);
        ref var then = ref Unsafe.Add(ref to, prefix.Length);
        Copy(rest, ref then);
        var number = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref then, rest.Length), NumberText.Room);
        var length = NumberText.Write(number, value);
        number[length] = (byte)'\n';
        _position += prefix.Length + rest.Length + length + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room);
        _position += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(byte value) => Unsafe.Add(ref _start, _position++) = value;

    /// <summary>Writes a number of at most <see cref="NumberText.MaxLength"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(long value) => _position += NumberText.Write(Room, value);

    /// <inheritdoc cref="Put(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(double value) => _position += NumberText.Write(Room, value);

    public void PutVarint(ulong value) => _position += ProtobufMessage.WriteVarint(Room, value);

    /// <summary>Leaves room to be filled later through <see cref="At"/>.</summary>
    public void Skip(int size) => _position += size;

    /// <summary>Writes bytes of any length, checking.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        Put(bytes);
    }

    /// <summary>Forgets everything written after the mark.</summary>
    public void Rewind(PageMark mark)
    {
        Use(_buffer.Rewind(mark.Chunk));
        _position = mark.Position;
    }

    /// <summary>The bytes between a mark and here, wherever the chunks break.</summary>
    public readonly long LengthSince(PageMark mark) => _buffer.LengthBetween(mark, Mark);

    /// <summary>Room that was left earlier, at a mark; it lies in one chunk.</summary>
    public readonly Span<byte> At(PageMark mark, int size) => _buffer.Bytes(mark.Chunk).AsSpan(mark.Position, size);

    public readonly void Finish() => _buffer.Seal(_position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(scoped PaddedBytes bytes, ref byte to)
    {
        ref readonly var from = ref bytes.Start;
        nuint copied = 0;
        do
        {
            Vector256.LoadUnsafe(in from, copied).StoreUnsafe(ref to, copied);
            copied += PaddedBytes.Padding;
        }
        while (copied < (nuint)bytes.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        Use(_buffer.Next(_position, size + PaddedBytes.Padding));
    }

    private void Use(byte[] chunk)
    {
        _start = ref MemoryMarshal.GetArrayDataReference(chunk);
        _end = chunk.Length - PaddedBytes.Padding;
        _position = 0;
    }
}
