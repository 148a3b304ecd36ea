namespace Observe.Agent.Records.Otlp.Views;

internal enum OtlpValueKind : byte
{
    None,
    Text,
    Bool,
    Int,
    Double,
    Array,
    Map,
    Bytes,
}
