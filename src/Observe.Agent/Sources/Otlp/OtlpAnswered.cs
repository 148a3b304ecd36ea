namespace Observe.Agent.Sources.Otlp;

/// <summary>Told of each request that was answered, in the words of the metric's labels.</summary>
internal delegate void OtlpAnswered(string signal, string protocol, string outcome, TimeSpan duration);
