using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Observe.Prometheus.Formats;

/// <summary>A protobuf message in the making, in a buffer that is used again for the next.</summary>
internal sealed class ProtobufMessage
{
    public const int MaxVarintLength = 10;

    private const int Varint64 = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;

    private byte[] _bytes = new byte[512];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Put(int field, ulong value)
    {
        Tag(field, Varint64);
        _length += WriteVarint(_bytes.AsSpan(_length), value);
    }

    public void Put(int field, double value)
    {
        Tag(field, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(double);
    }

    /// <summary>A signed number in zigzag form.</summary>
    public void PutSigned(int field, long value) => Put(field, (ulong)((value << 1) ^ (value >> 63)));

    public void Put(int field, string text)
    {
        var start = Begin(field);
        var size = Encoding.UTF8.GetByteCount(text);
        Ensure(size);
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        End(start);
    }

    /// <summary>Opens a message within this one.</summary>
    /// <returns>What <see cref="End"/> closes it with.</returns>
    public int Begin(int field)
    {
        Tag(field, LengthDelimited);
        _length++;
        return _length;
    }

    public void End(int start)
    {
        var size = _length - start;
        var lengthSize = VarintLength((ulong)size);
        if (lengthSize > 1)
        {
            // One byte was left for the length; most messages need no more.
            Ensure(lengthSize);
            _bytes.AsSpan(start, size).CopyTo(_bytes.AsSpan(start + lengthSize - 1));
            _length += lengthSize - 1;
        }

        WriteVarint(_bytes.AsSpan(start - 1), (ulong)size);
    }

    public static int VarintLength(ulong value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7)
        {
            length++;
        }

        return length;
    }

    public static int WriteVarint(Span<byte> destination, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            destination[length++] = (byte)(value | 0x80);
        }

        destination[length++] = (byte)value;
        return length;
    }

    /// <summary>Writes a number as a varint of a length that was left for it before the number was known.</summary>
    public static void WritePaddedVarint(Span<byte> destination, ulong value)
    {
        for (var i = 0; i < destination.Length - 1; i++)
        {
            destination[i] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[^1] = (byte)value;
    }

    public void CopyTo(IBufferWriter<byte> destination) => destination.Write(Written);

    private void Tag(int field, int wireType)
    {
        Ensure(2 * MaxVarintLength);
        _length += WriteVarint(_bytes.AsSpan(_length), (ulong)((field << 3) | wireType));
    }

    private void Ensure(int size)
    {
        if (_bytes.Length - _length < size)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        }
    }
}
