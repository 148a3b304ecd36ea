using static Observe.Agent.Records.Otlp.Schema.OtlpFieldKind;

namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>The messages of traces (opentelemetry-proto 1.9).</summary>
internal static class OtlpTraceTypes
{
    private static readonly OtlpMessageType Event = new OtlpMessageType("Event").Having(
        new(1, "time_unix_nano", FixedULong),
        new(2, "name", Text),
        OtlpCommonTypes.Attributes(3),
        new(4, "dropped_attributes_count", UInt));

    private static readonly OtlpMessageType Link = new OtlpMessageType("Link").Having(
        new(1, "trace_id", Id),
        new(2, "span_id", Id),
        new(3, "trace_state", Text),
        OtlpCommonTypes.Attributes(4),
        new(5, "dropped_attributes_count", UInt),
        new(6, "flags", FixedUInt));

    private static readonly OtlpMessageType Status = new OtlpMessageType("Status").Having(
        new(2, "message", Text), new(3, "code", Enumeration));

    private static readonly OtlpMessageType Span = new OtlpMessageType("Span").Having(
        new(1, "trace_id", Id),
        new(2, "span_id", Id),
        new(3, "trace_state", Text),
        new(4, "parent_span_id", Id),
        new(5, "name", Text),
        new(6, "kind", Enumeration),
        new(7, "start_time_unix_nano", FixedULong),
        new(8, "end_time_unix_nano", FixedULong),
        OtlpCommonTypes.Attributes(9),
        new(10, "dropped_attributes_count", UInt),
        new(11, "events", Message, Event, repeated: true),
        new(12, "dropped_events_count", UInt),
        new(13, "links", Message, Link, repeated: true),
        new(14, "dropped_links_count", UInt),
        new(15, "status", Message, Status),
        new(16, "flags", FixedUInt));

    public static OtlpMessageType Request { get; } = OtlpCommonTypes.Request("Spans", "spans", Span, "Trace");
}
