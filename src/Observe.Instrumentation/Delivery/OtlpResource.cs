using System.Reflection;
using System.Text.Json;

namespace Observe.Instrumentation.Delivery;

/// <summary>Who sends: the resource and scope of every request.</summary>
internal sealed class OtlpResource(string? serviceName)
{
    private readonly EventAttribute[] _attributes =
    [
        new("service.name", serviceName ?? Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") ?? DefaultName()),
        new("service.instance.id", Guid.NewGuid().ToString()),
        new("process.pid", (long)Environment.ProcessId),
    ];

    /// <param name="json">Inside of the element of <c>resourceLogs</c> or <c>resourceMetrics</c>.</param>
    /// <param name="scopes">The name of the array of scopes.</param>
    /// <param name="records">The name of the array within a scope.</param>
    public void WriteStart(Utf8JsonWriter json, string scopes, string records)
    {
        json.WriteStartObject("resource");
        json.WriteAttributes(_attributes);
        json.WriteEndObject();
        json.WriteStartArray(scopes);
        json.WriteStartObject();
        json.WriteStartObject("scope");
        json.WriteString("name", ObserveTelemetry.MeterName);
        json.WriteString("version", ObserveTelemetry.Version);
        json.WriteEndObject();
        json.WriteStartArray(records);
    }

    public static void WriteEnd(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>As the OpenTelemetry specification words it for a service without a name.</summary>
    private static string DefaultName() => "unknown_service:" + (Assembly.GetEntryAssembly()?.GetName().Name ?? "dotnet");
}
