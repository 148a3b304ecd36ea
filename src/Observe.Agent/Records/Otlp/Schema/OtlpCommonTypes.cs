using static Observe.Agent.Records.Otlp.Schema.OtlpFieldKind;

namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>The messages that all signals share (opentelemetry-proto 1.9, common and resource).</summary>
internal static class OtlpCommonTypes
{
    static OtlpCommonTypes()
    {
        var array = new OtlpMessageType("ArrayValue").Having(new OtlpField(1, "values", Message, AnyValue, repeated: true));
        var pairs = new OtlpMessageType("KeyValueList").Having(new OtlpField(1, "values", Message, KeyValue, repeated: true));
        AnyValue.Having(
            new(1, "string_value", Text),
            new(2, "bool_value", Bool),
            new(3, "int_value", Long),
            new(4, "double_value", Number),
            new(5, "array_value", Message, array),
            new(6, "kvlist_value", Message, pairs),
            new(7, "bytes_value", Bytes));
        KeyValue.Having(new(1, "key", Text), new(2, "value", Message, AnyValue));
        Scope.Having(new(1, "name", Text), new(2, "version", Text), Attributes(3), new(4, "dropped_attributes_count", UInt));
        var entity = new OtlpMessageType("EntityRef").Having(
            new(1, "schema_url", Text),
            new(2, "type", Text),
            new(3, "id_keys", Text, repeated: true),
            new(4, "description_keys", Text, repeated: true));
        Resource.Having(Attributes(1), new(2, "dropped_attributes_count", UInt), new(3, "entity_refs", Message, entity, repeated: true));
    }

    public static OtlpMessageType AnyValue { get; } = new("AnyValue");

    public static OtlpMessageType KeyValue { get; } = new("KeyValue") { IsAttribute = true };

    public static OtlpMessageType Scope { get; } = new("InstrumentationScope");

    public static OtlpMessageType Resource { get; } = new("Resource");

    public static OtlpField Attributes(int number, string name = "attributes") => new(number, name, Message, KeyValue, repeated: true);

    /// <summary>An export request: resources, in them scopes, in them what the signal is about.</summary>
    /// <param name="group">What groups are named after: <c>ResourceSpans</c>, <c>ScopeSpans</c>.</param>
    /// <param name="items">The field of the items in a scope.</param>
    /// <param name="item">Their type.</param>
    /// <param name="service">What the service is named after, where that differs.</param>
    public static OtlpMessageType Request(string group, string items, OtlpMessageType item, string? service = null)
    {
        var scopes = new OtlpMessageType($"Scope{group}").Having(
            new(1, "scope", Message, Scope), new(2, items, Message, item, repeated: true), new(3, "schema_url", Text));
        var lower = group.ToLowerInvariant();
        var resources = new OtlpMessageType($"Resource{group}").Having(
            new(1, "resource", Message, Resource), new(2, $"scope_{lower}", Message, scopes, repeated: true), new(3, "schema_url", Text));
        return new OtlpMessageType($"Export{service ?? group}ServiceRequest").Having(new OtlpField(1, $"resource_{lower}", Message, resources, repeated: true));
    }
}
