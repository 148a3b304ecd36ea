namespace Observe.Agent.Records.Status;

/// <summary>What a running agent knows of itself and of what reaches it: the answer of <c>GET /api/status</c>.</summary>
internal sealed record AgentStatus
{
    public required string Version { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>By the agent's clock, when it answered.</summary>
    public required DateTimeOffset Now { get; init; }

    public required string DataDirectory { get; init; }

    /// <summary>Null when the agent runs without one.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>Why it is not ready; empty when it is.</summary>
    public required IReadOnlyList<string> NotReady { get; init; }

    public required FilesStatus Files { get; init; }

    public required PushStatus Otlp { get; init; }

    /// <summary>Who asked for the metrics page.</summary>
    public required IReadOnlyList<ScrapeStatus> Scrapes { get; init; }

    /// <summary>What parts of the agent gave up or failed at since it started, by reason.</summary>
    public required IReadOnlyList<ReasonCount> Dropped { get; init; }

    public required IReadOnlyList<ReasonCount> Errors { get; init; }

    public required IReadOnlyList<QueueStatus> Queues { get; init; }
}
