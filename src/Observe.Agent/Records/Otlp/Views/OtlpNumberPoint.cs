using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A point of a gauge or sum. Times are Unix nanoseconds, 0 for unknown.</summary>
internal readonly ref struct OtlpNumberPoint
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly ulong _bits;

    public OtlpNumberPoint(ReadOnlySpan<byte> message)
    {
        _message = message;
        var block = default(AttributeBlock);
        var reader = new ProtoReader(message);
        int start;
        while ((start = reader.Position) >= 0 && reader.Next())
        {
            switch (reader.Tag)
            {
                case (7 << 3) | (uint)WireType.Bytes:
                    reader.Bytes();
                    block.Add(start, reader.Position);
                    break;
                case (2 << 3) | (uint)WireType.Fixed64:
                    Start = reader.Fixed64();
                    break;
                case (3 << 3) | (uint)WireType.Fixed64:
                    Time = reader.Fixed64();
                    break;
                case (4 << 3) | (uint)WireType.Fixed64:
                    (_bits, IsInt, HasValue) = (reader.Fixed64(), false, true);
                    break;
                case (6 << 3) | (uint)WireType.Fixed64:
                    (_bits, IsInt, HasValue) = (reader.Fixed64(), true, true);
                    break;
                case (8 << 3) | (uint)WireType.Varint:
                    Flags = (OtlpPointFlags)reader.Varint();
                    break;
                case (5 << 3) | (uint)WireType.Bytes:
                    reader.Bytes();
                    HasExemplars = true;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        AttributeBlock = block;
    }

    public ulong Start { get; }

    public ulong Time { get; }

    public OtlpPointFlags Flags { get; }

    public bool HasValue { get; }

    public bool IsInt { get; }

    public long Int => unchecked((long)_bits);

    public double Double => IsInt ? Int : BitConverter.UInt64BitsToDouble(_bits);

    public OtlpAttributes Attributes => new(_message, 7);

    public AttributeBlock AttributeBlock { get; }

    public bool HasExemplars { get; }

    /// <summary>Each an <see cref="OtlpExemplar"/>.</summary>
    public ProtoMessages Exemplars => new(_message, 5);
}
