using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Observe.Agent.Records.Otlp.Wire;

/// <summary>Writes protobuf messages into a pooled buffer that grows. Dispose it to give the buffer back.</summary>
internal sealed class ProtoWriter(int capacity = 4096) : IDisposable
{
    private const int MaxVarintLength = 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    /// <summary>Valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void Varint(int field, ulong value)
    {
        Tag(field, WireType.Varint);
        BareVarint(value);
    }

    /// <summary>A signed number in zigzag form.</summary>
    public void ZigZag(int field, long value) => Varint(field, (ulong)((value << 1) ^ (value >> 63)));

    public void Fixed64(int field, ulong value)
    {
        Tag(field, WireType.Fixed64);
        BareFixed64(value);
    }

    public void Fixed32(int field, uint value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);
    }

    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.Bytes);
        BareVarint((ulong)value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void Text(int field, ReadOnlySpan<char> text)
    {
        var start = Begin(field);
        var size = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, Take(size));
        End(start);
    }

    /// <summary>Room for the value of a field of bytes, to be filled by the caller; <see cref="End"/> closes the field.</summary>
    public Span<byte> Take(int length)
    {
        Ensure(length);
        var room = _bytes.AsSpan(_length, length);
        _length += length;
        return room;
    }

    /// <summary>Gives back the end of what was taken.</summary>
    public void GiveBack(int length) => _length -= length;

    /// <summary>Opens a message, or a block of packed numbers, within this one.</summary>
    /// <returns>What <see cref="End"/> closes it with.</returns>
    public int Begin(int field)
    {
        Tag(field, WireType.Bytes);
        Take(1);
        return _length;
    }

    public void End(int start)
    {
        var size = _length - start;
        var more = VarintLength((ulong)size) - 1;
        if (more > 0)
        {
            // One byte was left for the length; most messages need no more.
            Take(more);
            _bytes.AsSpan(start, size).CopyTo(_bytes.AsSpan(start + more));
        }

        WriteVarint(_bytes.AsSpan(start - 1), (ulong)size);
    }

    /// <summary>Announces a value that one of the bare writes follows with.</summary>
    public void Tag(int field, WireType wire) => BareVarint((ulong)((field << 3) | (int)wire));

    /// <summary>A number without its tag, after <see cref="Tag"/> or within a packed block.</summary>
    public void BareVarint(ulong value)
    {
        Ensure(MaxVarintLength);
        _length += WriteVarint(_bytes.AsSpan(_length), value);
    }

    /// <inheritdoc cref="BareVarint"/>
    public void BareFixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private static int VarintLength(ulong value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7)
        {
            length++;
        }

        return length;
    }

    private static int WriteVarint(Span<byte> to, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            to[length++] = (byte)(value | 0x80);
        }

        to[length++] = (byte)value;
        return length;
    }

    private void Ensure(int size)
    {
        if (_bytes.Length - _length >= size)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_bytes.Length * 2, _length + size)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
