namespace Observe.Instrumentation.Delivery;

internal enum AttributeKind : byte
{
    Text,
    Integer,
    Number,
    Boolean,
}
