using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A span. Times are Unix nanoseconds, 0 for unknown.</summary>
internal readonly ref struct OtlpSpan
{
    private const double NanosecondsASecond = 1e9;

    /// <summary>A year: what took longer did not, its times are wrong. It would stay in a sum for ever.</summary>
    private const ulong Longest = 365UL * 24 * 3600 * 1_000_000_000;

    private readonly ReadOnlySpan<byte> _message;
    private readonly ReadOnlySpan<byte> _status;

    public OtlpSpan(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Bytes:
                    TraceId = reader.Bytes();
                    break;
                case (2 << 3) | (uint)WireType.Bytes:
                    SpanId = reader.Bytes();
                    break;
                case (4 << 3) | (uint)WireType.Bytes:
                    ParentSpanId = reader.Bytes();
                    break;
                case (5 << 3) | (uint)WireType.Bytes:
                    Name = reader.Bytes();
                    break;
                case (6 << 3) | (uint)WireType.Varint:
                    Kind = (int)reader.Varint();
                    break;
                case (7 << 3) | (uint)WireType.Fixed64:
                    Start = reader.Fixed64();
                    break;
                case (8 << 3) | (uint)WireType.Fixed64:
                    End = reader.Fixed64();
                    break;
                case (15 << 3) | (uint)WireType.Bytes:
                    _status = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    public ReadOnlySpan<byte> TraceId { get; }

    public ReadOnlySpan<byte> SpanId { get; }

    public ReadOnlySpan<byte> ParentSpanId { get; }

    public ReadOnlySpan<byte> Name { get; }

    /// <summary>1 internal, 2 server, 3 client, 4 producer, 5 consumer; 0 for unknown.</summary>
    public int Kind { get; }

    public ulong Start { get; }

    public ulong End { get; }

    /// <summary>How long it took; null when its times do not tell.</summary>
    public double? Seconds => Start > 0 && End >= Start && End - Start <= Longest ? (End - Start) / NanosecondsASecond : null;

    public OtlpSpanStatus Status => new(_status);

    public OtlpAttributes Attributes => new(_message, 9);

    /// <summary>Each an <see cref="OtlpSpanEvent"/>.</summary>
    public ProtoMessages Events => new(_message, 11);
}
