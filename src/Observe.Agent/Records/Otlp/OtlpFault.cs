namespace Observe.Agent.Records.Otlp;

/// <summary>Why bytes are no OTLP request.</summary>
internal enum OtlpFault
{
    None,
    Truncated,
    Number,
    WireType,
    Field,
    Group,
    Depth,
}
