namespace Observe.Agent.Records.Status;

/// <summary>How often something happened for a reason.</summary>
/// <param name="Of">The component, or the signal of a request.</param>
/// <param name="Reason">Why, or how it ended.</param>
internal sealed record ReasonCount(string Of, string Reason, long Count);
