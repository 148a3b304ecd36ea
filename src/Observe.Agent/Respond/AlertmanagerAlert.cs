namespace Observe.Agent.Respond;

/// <summary>One alert of a message; every part of it may be missing.</summary>
internal sealed record AlertmanagerAlert(
    string? Status,
    IReadOnlyDictionary<string, string>? Labels,
    IReadOnlyDictionary<string, string>? Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string? Fingerprint);
