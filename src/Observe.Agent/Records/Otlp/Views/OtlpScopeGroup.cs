using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>What one scope (meter, logger, tracer) sends, of any signal. The scope may follow its items on the wire.</summary>
internal readonly ref struct OtlpScopeGroup
{
    private readonly ReadOnlySpan<byte> _message;

    public OtlpScopeGroup(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Bytes:
                    Scope = reader.Bytes();
                    break;
                case (3 << 3) | (uint)WireType.Bytes:
                    SchemaUrl = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    /// <summary>The whole scope message, for <see cref="OtlpScope"/>; equal bytes are the same scope. Empty when there is none.</summary>
    public ReadOnlySpan<byte> Scope { get; }

    public ReadOnlySpan<byte> SchemaUrl { get; }

    /// <summary>Each an <see cref="OtlpMetric"/>, <see cref="OtlpLogRecord"/> or <see cref="OtlpSpan"/>.</summary>
    public ProtoMessages Items => new(_message, 2);
}
