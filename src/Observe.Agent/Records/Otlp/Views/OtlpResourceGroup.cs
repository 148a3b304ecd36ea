using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>
/// What one resource sends, of any signal (<c>ResourceMetrics</c>, <c>ResourceLogs</c>, <c>ResourceSpans</c>). The resource may
/// follow its scopes on the wire; here it is known first.
/// </summary>
internal readonly ref struct OtlpResourceGroup
{
    private readonly ReadOnlySpan<byte> _message;

    public OtlpResourceGroup(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Tag == ((1 << 3) | (uint)WireType.Bytes))
            {
                Resource = reader.Bytes();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The whole resource message; equal bytes are the same resource. Empty when there is none.</summary>
    public ReadOnlySpan<byte> Resource { get; }

    public OtlpAttributes Attributes => new(Resource, 1);

    /// <summary>Each is an <see cref="OtlpScopeGroup"/>.</summary>
    public ProtoMessages Scopes => new(_message, 2);

    /// <summary>The groups of a request, each an <see cref="OtlpResourceGroup"/>.</summary>
    public static ProtoMessages Of(ReadOnlySpan<byte> request) => new(request, 1);
}
