namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>The messages that apps send.</summary>
internal static class OtlpSchema
{
    public static OtlpMessageType RequestOf(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Metrics => OtlpMetricTypes.Request,
        OtlpSignal.Logs => OtlpLogTypes.Request,
        _ => OtlpTraceTypes.Request,
    };
}
