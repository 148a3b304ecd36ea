using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A quantile of a summary.</summary>
internal readonly ref struct OtlpQuantile
{
    public OtlpQuantile(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Fixed64:
                    Quantile = reader.Double();
                    break;
                case (2 << 3) | (uint)WireType.Fixed64:
                    Value = reader.Double();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    /// <summary>From 0 to 1.</summary>
    public double Quantile { get; }

    public double Value { get; }
}
