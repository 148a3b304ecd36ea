using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Observe.Instrumentation.Delivery;

/// <summary>Writes events as an OTLP <c>ExportLogsServiceRequest</c>.</summary>
internal static class LogsJson
{
    /// <returns>How many of the events, from the first on, were written: those after the limit was reached were not.</returns>
    public static int Write(Utf8JsonWriter json, OtlpResource resource, List<AppEvent> events, int limit)
    {
        var written = 0;
        json.WriteStartObject();
        json.WriteStartArray("resourceLogs");
        json.WriteStartObject();
        resource.WriteStart(json, "scopeLogs", "logRecords");
        foreach (var e in events)
        {
            Write(json, e);
            written++;
            if (json.BytesCommitted + json.BytesPending >= limit)
            {
                break;
            }
        }

        OtlpResource.WriteEnd(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return written;
    }

    private static void Write(Utf8JsonWriter json, AppEvent e)
    {
        var (number, text) = Severity(e.Level);
        json.WriteStartObject();
        json.WriteTime("timeUnixNano", e.Time);
        json.WriteTime("observedTimeUnixNano", e.Time);
        json.WriteNumber("severityNumber", number);
        json.WriteString("severityText", text);
        json.WriteString("eventName", e.Name);
        json.WriteStartObject("body");
        json.WriteText("stringValue", e.Body);
        json.WriteEndObject();
        json.WriteAttributes(e.Attributes.Span);
        if (e.Activity is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            json.WriteString("traceId", activity.TraceId.ToHexString());
            json.WriteString("spanId", activity.SpanId.ToHexString());
        }

        json.WriteEndObject();
    }

    private static (int Number, string Text) Severity(LogLevel level) => level switch
    {
        LogLevel.Trace => (1, "TRACE"),
        LogLevel.Debug => (5, "DEBUG"),
        LogLevel.Information => (9, "INFO"),
        LogLevel.Warning => (13, "WARN"),
        LogLevel.Error => (17, "ERROR"),
        _ => (21, "FATAL"),
    };
}
