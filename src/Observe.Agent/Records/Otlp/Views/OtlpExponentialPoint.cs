using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A point of a base-2 exponential histogram. Times are Unix nanoseconds, 0 for unknown.</summary>
internal readonly ref struct OtlpExponentialPoint
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly ReadOnlySpan<byte> _positive;
    private readonly ReadOnlySpan<byte> _negative;

    public OtlpExponentialPoint(ReadOnlySpan<byte> message)
    {
        _message = message;
        var block = default(AttributeBlock);
        var reader = new ProtoReader(message);
        int start;
        while ((start = reader.Position) >= 0 && reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Bytes:
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
                    Count = reader.Fixed64();
                    break;
                case (5 << 3) | (uint)WireType.Fixed64:
                    (Sum, HasSum) = (reader.Double(), true);
                    break;
                case (6 << 3) | (uint)WireType.Varint:
                    Scale = reader.ZigZag32();
                    break;
                case (7 << 3) | (uint)WireType.Fixed64:
                    ZeroCount = reader.Fixed64();
                    break;
                case (8 << 3) | (uint)WireType.Bytes:
                    _positive = reader.Bytes();
                    break;
                case (9 << 3) | (uint)WireType.Bytes:
                    _negative = reader.Bytes();
                    break;
                case (10 << 3) | (uint)WireType.Varint:
                    Flags = (OtlpPointFlags)reader.Varint();
                    break;
                case (11 << 3) | (uint)WireType.Bytes:
                    reader.Bytes();
                    HasExemplars = true;
                    break;
                case (12 << 3) | (uint)WireType.Fixed64:
                    Min = reader.Double();
                    break;
                case (13 << 3) | (uint)WireType.Fixed64:
                    Max = reader.Double();
                    break;
                case (14 << 3) | (uint)WireType.Fixed64:
                    ZeroThreshold = reader.Double();
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

    public ulong Count { get; }

    public double Sum { get; }

    public bool HasSum { get; }

    public double? Min { get; }

    public double? Max { get; }

    public int Scale { get; }

    public ulong ZeroCount { get; }

    public double ZeroThreshold { get; }

    public OtlpPointFlags Flags { get; }

    public OtlpBuckets Positive => new(_positive);

    public OtlpBuckets Negative => new(_negative);

    public OtlpAttributes Attributes => new(_message, 1);

    public AttributeBlock AttributeBlock { get; }

    public bool HasExemplars { get; }

    /// <summary>Each an <see cref="OtlpExemplar"/>.</summary>
    public ProtoMessages Exemplars => new(_message, 11);
}
