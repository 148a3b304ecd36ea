namespace Observe.Agent.Records.Otlp;

internal enum OtlpStatus
{
    Accepted,
    Malformed,
    Busy,
}
