using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>One side of an exponential histogram.</summary>
internal readonly ref struct OtlpBuckets
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly FieldRange _counts;

    public OtlpBuckets(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        int start;
        while ((start = reader.Position) >= 0 && reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Varint:
                    Offset = reader.ZigZag32();
                    break;
                case (2 << 3) | (uint)WireType.Bytes or (2 << 3) | (uint)WireType.Varint:
                    reader.Skip();
                    _counts.Add(start, reader.Position);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    /// <summary>The index of the first bucket.</summary>
    public int Offset { get; }

    /// <summary>Observations in each bucket, as varints.</summary>
    public ProtoNumbers Counts => new(_counts.Of(_message), 2);
}
