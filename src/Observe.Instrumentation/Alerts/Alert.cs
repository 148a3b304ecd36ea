namespace Observe.Instrumentation.Alerts;

/// <summary>A message to people that a rule is broken, still broken, or kept again.</summary>
/// <param name="Rule">The rule, such as <c>cmr.capture.latency</c>.</param>
/// <param name="Severity">How bad it is; raised by one with each escalation.</param>
/// <param name="Message">What is wrong, with figures.</param>
/// <param name="Timestamp">When the message was made, UTC.</param>
/// <param name="ActiveSince">Since when the rule is broken, UTC.</param>
/// <param name="Escalation">0 for the first message, then the number of the escalation.</param>
/// <param name="IsResolved">True when the rule is kept again.</param>
public sealed record Alert(
    string Rule,
    AlertSeverity Severity,
    string Message,
    DateTimeOffset Timestamp,
    DateTimeOffset ActiveSince,
    int Escalation,
    bool IsResolved);
