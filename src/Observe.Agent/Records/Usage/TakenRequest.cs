namespace Observe.Agent.Records.Usage;

/// <summary>A request that was taken under a key of the client's own, so that its repetition is recognised.</summary>
/// <param name="Fingerprint">Of the body: the same key with another body is a fault of the client.</param>
/// <param name="At">When it was taken, in Unix milliseconds.</param>
internal sealed record TakenRequest(string Key, string Fingerprint, long At);
