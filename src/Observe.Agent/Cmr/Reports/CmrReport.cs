using System.Text.Json;
using Observe.Agent.Cmr.Health;

namespace Observe.Agent.Cmr.Reports;

/// <summary>How all apps are. The system is as well as the worst of them.</summary>
internal sealed record CmrReport(DateTimeOffset Time, TimeSpan Window, IReadOnlyList<SourceReport> Sources)
{
    /// <summary>The same of one app alone; null when it is not known.</summary>
    public CmrReport? Of(string source) => Sources.FirstOrDefault(s => s.Source == source) is { } one ? this with { Sources = [one] } : null;

    public CmrHealth Health => CmrHealth.Worst(Sources.Select(s => s.Health));

    public void WriteJson(Stream to)
    {
        using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WriteString("timestamp", Time);
        json.WriteNumber("window_seconds", Window.TotalSeconds);
        json.WritePropertyName("system_health");
        Write(json, Health);
        json.WriteStartObject("component_status");
        foreach (var component in CmrComponent.All)
        {
            json.WritePropertyName(component);
            Write(json, CmrHealth.Worst(Sources.Select(s => s.Components[component])));
        }

        json.WriteEndObject();
        json.WriteStartObject("performance_metrics");
        foreach (var source in Sources)
        {
            json.WritePropertyName(source.Source);
            ReportJson.Write(json, source);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CmrHealth health) => JsonSerializer.Serialize(json, health, ReportJson.Default.CmrHealth);
}
