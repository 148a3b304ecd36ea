namespace Observe.Agent.Records.Status;

/// <summary>Somebody who asks for the metrics page.</summary>
internal sealed record ScrapeStatus(string Client, string UserAgent, DateTimeOffset Last, long Count);
