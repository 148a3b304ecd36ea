namespace Observe.Agent.Records.Otlp;

/// <summary>What an OTLP export request carries.</summary>
internal enum OtlpSignal
{
    Metrics,
    Logs,
    Traces,
}
