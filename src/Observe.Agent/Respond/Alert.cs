using System.Text.Json.Serialization;

namespace Observe.Agent.Respond;

/// <summary>An alert as it was last heard of.</summary>
/// <param name="Fingerprint">Names the alert among all: Alertmanager's hash of its labels.</param>
/// <param name="ResolvedAt">Null while it fires.</param>
internal sealed record Alert(
    string Fingerprint,
    string Name,
    string Severity,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset? ResolvedAt)
{
    [JsonIgnore]
    public bool IsFiring => ResolvedAt is null;

    /// <summary>In which of few severities it is counted; labels may hold anything.</summary>
    [JsonIgnore]
    public string CountedSeverity => Severity is "critical" or "warning" or "info" or "none" ? Severity : "other";
}
