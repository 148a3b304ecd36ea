using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Observe.Agent.Records.Otlp.Wire;

/// <summary>
/// Reads the fields of one protobuf message, one after the other, without a copy. Meant for messages that
/// <see cref="OtlpValidation"/> let through; bytes that it would not are refused here too, by an exception.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private uint _tag;

    /// <summary>Where the next field, or the value of the current one, starts.</summary>
    public int Position { get; private set; }

    /// <summary>Number and wire type of the current field as one number, which a <c>switch</c> takes best: <c>number &lt;&lt; 3 | wire</c>.</summary>
    public readonly uint Tag => _tag;

    public readonly int Field => (int)(_tag >> 3);

    public readonly WireType Wire => (WireType)(_tag & 7);

    /// <summary>Goes to the next field, whose value must be read or skipped then. False at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        if (Position >= _message.Length)
        {
            return false;
        }

        _tag = (uint)Varint();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Varint()
    {
        var at = Position;
        if ((uint)at < (uint)_message.Length)
        {
            var first = _message[at];
            if (first < 0x80)
            {
                Position = at + 1;
                return first;
            }
        }

        return LongVarint();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Fixed64()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_message[Position..]);
        Position += sizeof(ulong);
        return value;
    }

    public uint Fixed32()
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_message[Position..]);
        Position += sizeof(uint);
        return value;
    }

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    public long SignedFixed64() => unchecked((long)Fixed64());

    /// <summary>A signed number in zigzag form.</summary>
    public int ZigZag32()
    {
        var value = (uint)Varint();
        return (int)(value >> 1) ^ -(int)(value & 1);
    }

    /// <summary>Text, bytes, a message, or repeated numbers packed together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (length > (ulong)(_message.Length - Position))
        {
            ThrowTruncated();
        }

        var value = _message.Slice(Position, (int)length);
        Position += (int)length;
        return value;
    }

    public void Skip()
    {
        switch (Wire)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Fixed64:
                Fixed64();
                break;
            case WireType.Bytes:
                Bytes();
                break;
            case WireType.Fixed32:
                Fixed32();
                break;
            default:
                throw new InvalidDataException($"Wire type {(int)Wire} of field {Field} is not read.");
        }
    }

    private static void ThrowTruncated() => throw new InvalidDataException("A field reaches beyond its message.");

    private ulong LongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (Position >= _message.Length)
            {
                ThrowTruncated();
            }

            var next = _message[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than ten bytes.");
    }
}
