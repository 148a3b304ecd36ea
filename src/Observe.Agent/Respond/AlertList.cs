namespace Observe.Agent.Respond;

/// <summary>The answer of <c>GET /api/alerts</c>.</summary>
internal sealed record AlertList(IReadOnlyList<Alert> Firing, IReadOnlyList<Alert> Resolved);
