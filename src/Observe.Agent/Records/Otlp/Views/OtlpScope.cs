using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>An instrumentation scope: a meter, logger or tracer.</summary>
internal readonly ref struct OtlpScope
{
    private readonly ReadOnlySpan<byte> _message;

    public OtlpScope(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Bytes:
                    Name = reader.Bytes();
                    break;
                case (2 << 3) | (uint)WireType.Bytes:
                    Version = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Version { get; }

    public OtlpAttributes Attributes => new(_message, 3);
}
