using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A point of a histogram with explicit bounds. Times are Unix nanoseconds, 0 for unknown.</summary>
internal readonly ref struct OtlpHistogramPoint
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly FieldRange _counts;
    private readonly FieldRange _bounds;

    public OtlpHistogramPoint(ReadOnlySpan<byte> message)
    {
        _message = message;
        var block = default(AttributeBlock);
        var reader = new ProtoReader(message);
        int start;
        while ((start = reader.Position) >= 0 && reader.Next())
        {
            switch (reader.Tag)
            {
                case (9 << 3) | (uint)WireType.Bytes:
                    reader.Bytes();
                    block.Add(start, reader.Position);
                    break;
                case (6 << 3) | (uint)WireType.Bytes or (6 << 3) | (uint)WireType.Fixed64:
                    reader.Skip();
                    _counts.Add(start, reader.Position);
                    break;
                case (7 << 3) | (uint)WireType.Bytes or (7 << 3) | (uint)WireType.Fixed64:
                    reader.Skip();
                    _bounds.Add(start, reader.Position);
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
                case (10 << 3) | (uint)WireType.Varint:
                    Flags = (OtlpPointFlags)reader.Varint();
                    break;
                case (8 << 3) | (uint)WireType.Bytes:
                    reader.Bytes();
                    HasExemplars = true;
                    break;
                case (11 << 3) | (uint)WireType.Fixed64:
                    Min = reader.Double();
                    break;
                case (12 << 3) | (uint)WireType.Fixed64:
                    Max = reader.Double();
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

    public OtlpPointFlags Flags { get; }

    /// <summary>Observations in each bucket, one more than <see cref="Bounds"/>; both may be empty.</summary>
    public ProtoNumbers BucketCounts => new(_counts.Of(_message), 6);

    /// <summary>Upper bounds as the bits of doubles.</summary>
    public ProtoNumbers Bounds => new(_bounds.Of(_message), 7);

    public OtlpAttributes Attributes => new(_message, 9);

    public AttributeBlock AttributeBlock { get; }

    public bool HasExemplars { get; }

    /// <summary>Each an <see cref="OtlpExemplar"/>.</summary>
    public ProtoMessages Exemplars => new(_message, 8);
}
