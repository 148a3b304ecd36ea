namespace Observe.Agent.Records.Status;

/// <summary>What one app pushes of one signal.</summary>
/// <param name="App">Its <c>service.name</c>; empty when it has none.</param>
/// <param name="Last">When the last request came.</param>
/// <param name="ClockAhead">Seconds by which the time on what it pushed last was ahead of the agent's clock; null when it has none.</param>
internal sealed record AppStatus(string Signal, string App, DateTimeOffset Last, long Requests, double? ClockAhead);
