namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>How a field may lie on the wire.</summary>
internal enum FieldShape : byte
{
    Unknown,
    Varint,
    Fixed64,
    Fixed32,
    Bytes,
    Message,

    /// <summary>A message that is a <c>KeyValue</c>.</summary>
    Attribute,
    PackedVarints,
    PackedFixed64,
}
