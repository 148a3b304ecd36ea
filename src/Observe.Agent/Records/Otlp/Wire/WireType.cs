namespace Observe.Agent.Records.Otlp.Wire;

/// <summary>How a protobuf field lies on the wire. The two others, begin and end of a group, are refused.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
