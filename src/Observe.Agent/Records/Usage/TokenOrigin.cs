namespace Observe.Agent.Records.Usage;

/// <summary>How a use of tokens became known, the value of the <c>origin</c> attribute.</summary>
internal enum TokenOrigin : byte
{
    Log,
    Otlp,
    Api,
}
