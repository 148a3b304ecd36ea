using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>One side of an exponential histogram.</summary>
internal readonly ref struct OtlpBuckets
{
    private readonly ReadOnlySpan<byte> _message;

    public OtlpBuckets(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Tag == ((1 << 3) | (uint)WireType.Varint))
            {
                Offset = reader.ZigZag32();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The index of the first bucket.</summary>
    public int Offset { get; }

    /// <summary>Observations in each bucket, as varints.</summary>
    public ProtoNumbers Counts => new(_message, 2);
}
