using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A point of a summary. Times are Unix nanoseconds, 0 for unknown.</summary>
internal readonly ref struct OtlpSummaryPoint
{
    private readonly ReadOnlySpan<byte> _message;

    public OtlpSummaryPoint(ReadOnlySpan<byte> message)
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
                    Count = reader.Fixed64();
                    break;
                case (5 << 3) | (uint)WireType.Fixed64:
                    Sum = reader.Double();
                    break;
                case (8 << 3) | (uint)WireType.Varint:
                    Flags = (OtlpPointFlags)reader.Varint();
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

    public OtlpPointFlags Flags { get; }

    public OtlpAttributes Attributes => new(_message, 7);

    public AttributeBlock AttributeBlock { get; }

    /// <summary>Each an <see cref="OtlpQuantile"/>.</summary>
    public ProtoMessages Quantiles => new(_message, 6);
}
