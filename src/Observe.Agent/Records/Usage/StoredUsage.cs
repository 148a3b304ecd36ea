namespace Observe.Agent.Records.Usage;

/// <summary>What must outlive the agent so that the tokens that apps tell of count once each.</summary>
/// <param name="State">Null forgets what is stored under the key.</param>
internal sealed record StoredUsage(string Key, string[]? State);
