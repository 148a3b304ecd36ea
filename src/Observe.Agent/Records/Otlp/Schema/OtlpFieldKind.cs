namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>What a field holds, which says how it lies on the wire and how JSON writes it.</summary>
internal enum OtlpFieldKind : byte
{
    Text,
    Message,

    /// <summary>In JSON base64.</summary>
    Bytes,

    /// <summary>A trace or span id: bytes, but hexadecimal digits in OTLP's JSON.</summary>
    Id,
    Bool,

    /// <summary>In JSON an integer alone: OTLP takes no names.</summary>
    Enumeration,
    Int,
    UInt,
    ZigZag,
    Long,
    ULong,
    FixedUInt,
    FixedULong,
    FixedLong,
    Number,
}
