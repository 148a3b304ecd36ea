using System.Text.Json;

namespace Observe.EndToEnd.Live;

/// <summary>A rule and how its last evaluation went.</summary>
internal sealed record LiveRule(string Name, string Severity, TimeSpan For, string Health, string Error)
{
    public static LiveRule Read(JsonElement rule) => new(
        rule.GetProperty("name").GetString()!,
        rule.TryGetProperty("labels", out var labels) && labels.TryGetProperty("severity", out var severity) ? severity.GetString()! : "",
        rule.TryGetProperty("duration", out var duration) ? TimeSpan.FromSeconds(duration.GetDouble()) : TimeSpan.Zero,
        rule.GetProperty("health").GetString()!,
        rule.TryGetProperty("lastError", out var error) ? error.GetString()! : "");
}
