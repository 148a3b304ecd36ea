using System.Text.Json;

namespace Observe.EndToEnd.Live;

/// <summary>An alert as Prometheus holds it or as the agent has heard of it.</summary>
/// <param name="State"><c>pending</c>, <c>firing</c> or <c>resolved</c>.</param>
/// <param name="Since">For Prometheus, when its expression became true; for the agent, when it began to fire.</param>
internal sealed record LiveAlert(IReadOnlyDictionary<string, string> Labels, string State, DateTimeOffset Since)
{
    public string Name => Labels["alertname"];

    public string Severity => Labels["severity"];

    public static LiveAlert Held(JsonElement alert) =>
        new(Read(alert.GetProperty("labels")), alert.GetProperty("state").GetString()!, alert.GetProperty("activeAt").GetDateTimeOffset());

    public static LiveAlert Heard(JsonElement alert) => new(
        Read(alert.GetProperty("labels")), alert.TryGetProperty("resolvedAt", out _) ? "resolved" : "firing", alert.GetProperty("startsAt").GetDateTimeOffset());

    public bool Has(IReadOnlyDictionary<string, string> labels) => labels.All(l => Labels.GetValueOrDefault(l.Key) == l.Value);

    public override string ToString() => $"{State} {string.Join(' ', Labels.Select(l => $"{l.Key}={l.Value}"))}";

    private static Dictionary<string, string> Read(JsonElement labels) =>
        labels.EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!, StringComparer.Ordinal);
}
