namespace Observe.Agent.Sources.Otlp;

/// <summary>Ends the reading of a request that is not taken.</summary>
internal sealed class RefusedException(OtlpResult result, string message) : Exception(message)
{
    public OtlpAnswer Answer => new(result, Message);
}
