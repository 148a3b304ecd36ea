using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>What the head of a request says.</summary>
/// <param name="Protocol">How it came.</param>
/// <param name="Signal">What is exported; null when the path names nothing that is known.</param>
/// <param name="IsGzip">Whether the body is, or may be, compressed.</param>
/// <param name="Deadline">How long the client waits for the answer; null when it does not say.</param>
/// <param name="Refusal">Why it is not taken at all; null when its body is to be read.</param>
internal readonly record struct OtlpCall(
    OtlpProtocol Protocol, OtlpSignal? Signal, bool IsGzip = false, TimeSpan? Deadline = null, OtlpAnswer? Refusal = null);
