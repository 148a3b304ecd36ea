using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>How a span ended.</summary>
internal readonly ref struct OtlpSpanStatus
{
    public const int Error = 2;

    public OtlpSpanStatus(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (2 << 3) | (uint)WireType.Bytes:
                    Message = reader.Bytes();
                    break;
                case (3 << 3) | (uint)WireType.Varint:
                    Code = (int)reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    /// <summary>0 unset, 1 ok, <see cref="Error"/>.</summary>
    public int Code { get; }

    public ReadOnlySpan<byte> Message { get; }
}
