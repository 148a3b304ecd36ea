using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>What one app pushed of one signal.</summary>
/// <param name="App">Its <c>service.name</c>; empty when it has none.</param>
/// <param name="Last">When the last request came.</param>
/// <param name="Requests">How many came.</param>
/// <param name="ClockAhead">How far the time on what it pushed last was ahead of the agent's; null when it had none.</param>
internal readonly record struct OtlpArrival(OtlpSignal Signal, string App, DateTimeOffset Last, long Requests, TimeSpan? ClockAhead);
