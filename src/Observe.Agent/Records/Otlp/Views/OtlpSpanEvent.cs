using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>Something that happened within a span, such as an exception.</summary>
internal readonly ref struct OtlpSpanEvent
{
    private readonly ReadOnlySpan<byte> _message;

    public OtlpSpanEvent(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Fixed64:
                    Time = reader.Fixed64();
                    break;
                case (2 << 3) | (uint)WireType.Bytes:
                    Name = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    public ulong Time { get; }

    public ReadOnlySpan<byte> Name { get; }

    public OtlpAttributes Attributes => new(_message, 3);
}
