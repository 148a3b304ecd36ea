namespace Observe.Agent.Respond;

/// <summary>
/// What Alertmanager posts to a webhook: a group of alerts (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config,
/// version 4). Only what the agent uses; the rest of the message is passed over.
/// </summary>
internal sealed record AlertmanagerMessage(string? Version, string? Receiver, IReadOnlyList<AlertmanagerAlert>? Alerts, int TruncatedAlerts);
