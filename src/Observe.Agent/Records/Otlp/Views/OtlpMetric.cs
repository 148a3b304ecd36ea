using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A metric with its points.</summary>
internal readonly ref struct OtlpMetric
{
    private readonly ReadOnlySpan<byte> _data;

    public OtlpMetric(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Bytes:
                    Name = reader.Bytes();
                    break;
                case (2 << 3) | (uint)WireType.Bytes:
                    Description = reader.Bytes();
                    break;
                case (3 << 3) | (uint)WireType.Bytes:
                    Unit = reader.Bytes();
                    break;
                case (5 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpMetricKind.Gauge;
                    _data = reader.Bytes();
                    break;
                case (7 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpMetricKind.Sum;
                    _data = reader.Bytes();
                    break;
                case (9 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpMetricKind.Histogram;
                    _data = reader.Bytes();
                    break;
                case (10 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpMetricKind.ExponentialHistogram;
                    _data = reader.Bytes();
                    break;
                case (11 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpMetricKind.Summary;
                    _data = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (Kind is OtlpMetricKind.Sum or OtlpMetricKind.Histogram or OtlpMetricKind.ExponentialHistogram)
        {
            ReadData(out var temporality, out var isMonotonic);
            Temporality = temporality;
            IsMonotonic = isMonotonic;
        }
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Description { get; }

    public ReadOnlySpan<byte> Unit { get; }

    public OtlpMetricKind Kind { get; }

    public OtlpTemporality Temporality { get; }

    public bool IsMonotonic { get; }

    /// <summary>
    /// By <see cref="Kind"/> each an <see cref="OtlpNumberPoint"/>, <see cref="OtlpHistogramPoint"/>,
    /// <see cref="OtlpExponentialPoint"/> or <see cref="OtlpSummaryPoint"/>.
    /// </summary>
    public ProtoMessages Points => new(_data, 1);

    private void ReadData(out OtlpTemporality temporality, out bool isMonotonic)
    {
        temporality = OtlpTemporality.Unspecified;
        isMonotonic = false;
        var reader = new ProtoReader(_data);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (2 << 3) | (uint)WireType.Varint:
                    temporality = reader.Varint() is <= (ulong)OtlpTemporality.Cumulative and var value ? (OtlpTemporality)value : default;
                    break;
                case (3 << 3) | (uint)WireType.Varint:
                    isMonotonic = reader.Varint() != 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
