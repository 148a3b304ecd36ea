using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>A log record. Times are Unix nanoseconds, 0 for unknown.</summary>
internal readonly ref struct OtlpLogRecord
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly ReadOnlySpan<byte> _body;

    public OtlpLogRecord(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Fixed64:
                    Time = reader.Fixed64();
                    break;
                case (2 << 3) | (uint)WireType.Varint:
                    Severity = (int)reader.Varint();
                    break;
                case (3 << 3) | (uint)WireType.Bytes:
                    SeverityText = reader.Bytes();
                    break;
                case (5 << 3) | (uint)WireType.Bytes:
                    _body = reader.Bytes();
                    break;
                case (8 << 3) | (uint)WireType.Fixed32:
                    Flags = reader.Fixed32();
                    break;
                case (9 << 3) | (uint)WireType.Bytes:
                    TraceId = reader.Bytes();
                    break;
                case (10 << 3) | (uint)WireType.Bytes:
                    SpanId = reader.Bytes();
                    break;
                case (11 << 3) | (uint)WireType.Fixed64:
                    ObservedTime = reader.Fixed64();
                    break;
                case (12 << 3) | (uint)WireType.Bytes:
                    EventName = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    public ulong Time { get; }

    public ulong ObservedTime { get; }

    /// <summary>1 to 24, four to each of trace, debug, info, warn, error, fatal; 0 for unknown.</summary>
    public int Severity { get; }

    public ReadOnlySpan<byte> SeverityText { get; }

    public OtlpValue Body => new(_body);

    public OtlpAttributes Attributes => new(_message, 6);

    public ReadOnlySpan<byte> TraceId { get; }

    public ReadOnlySpan<byte> SpanId { get; }

    public uint Flags { get; }

    public ReadOnlySpan<byte> EventName { get; }
}
