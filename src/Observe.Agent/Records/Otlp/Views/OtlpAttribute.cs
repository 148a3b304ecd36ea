using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A key with its value.</summary>
internal readonly ref struct OtlpAttribute
{
    private readonly ReadOnlySpan<byte> _value;

    public OtlpAttribute(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Bytes:
                    Key = reader.Bytes();
                    break;
                case (2 << 3) | (uint)WireType.Bytes:
                    _value = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    public ReadOnlySpan<byte> Key { get; }

    public OtlpValue Value => new(_value);
}
