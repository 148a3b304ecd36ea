namespace Observe.Agent.Records.Status;

/// <summary>What waits to be sent, in bytes.</summary>
internal sealed record QueueStatus(string Component, long Size, long Limit);
