namespace Observe.Agent.Records.Otlp.Views;

internal enum OtlpTemporality : byte
{
    Unspecified,
    Delta,
    Cumulative,
}
