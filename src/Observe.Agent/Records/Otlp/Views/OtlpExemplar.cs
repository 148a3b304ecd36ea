using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>One measurement out of those that a point sums up, with the trace it was made in.</summary>
internal readonly ref struct OtlpExemplar
{
    private readonly ReadOnlySpan<byte> _message;

    public OtlpExemplar(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (2 << 3) | (uint)WireType.Fixed64:
                    Time = reader.Fixed64();
                    break;
                case (3 << 3) | (uint)WireType.Fixed64:
                    Value = reader.Double();
                    break;
                case (6 << 3) | (uint)WireType.Fixed64:
                    Value = reader.SignedFixed64();
                    break;
                case (4 << 3) | (uint)WireType.Bytes:
                    SpanId = reader.Bytes();
                    break;
                case (5 << 3) | (uint)WireType.Bytes:
                    TraceId = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    public ulong Time { get; }

    public double Value { get; }

    /// <summary>16 bytes where the app keeps to OTLP; empty for none.</summary>
    public ReadOnlySpan<byte> TraceId { get; }

    /// <summary>8 bytes where the app keeps to OTLP; empty for none.</summary>
    public ReadOnlySpan<byte> SpanId { get; }

    /// <summary>The attributes of the measurement that the point has not.</summary>
    public OtlpAttributes Attributes => new(_message, 7);
}
