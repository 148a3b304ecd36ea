namespace Observe.Agent.Records.Otlp;

/// <summary>A request that was counted, so that its repetition is recognised.</summary>
/// <param name="Fingerprint">Of its bytes, decompressed and as protobuf.</param>
/// <param name="At">When it was counted, in Unix milliseconds.</param>
internal readonly record struct PushedRequest(UInt128 Fingerprint, long At);
