using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>What one app pushed of one signal.</summary>
/// <param name="App">Its <c>service.name</c>; empty when it has none.</param>
internal readonly record struct OtlpArrival(OtlpSignal Signal, string App, DateTimeOffset Last, long Requests);
