using static Observe.Agent.Records.Otlp.Schema.OtlpFieldKind;

namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>The messages of logs (opentelemetry-proto 1.9).</summary>
internal static class OtlpLogTypes
{
    private static readonly OtlpMessageType LogRecord = new OtlpMessageType("LogRecord").Having(
        new(1, "time_unix_nano", FixedULong),
        new(2, "severity_number", Enumeration),
        new(3, "severity_text", Text),
        new(5, "body", Message, OtlpCommonTypes.AnyValue),
        OtlpCommonTypes.Attributes(6),
        new(7, "dropped_attributes_count", UInt),
        new(8, "flags", FixedUInt),
        new(9, "trace_id", Id),
        new(10, "span_id", Id),
        new(11, "observed_time_unix_nano", FixedULong),
        new(12, "event_name", Text));

    public static OtlpMessageType Request { get; } = OtlpCommonTypes.Request("Logs", "log_records", LogRecord);
}
