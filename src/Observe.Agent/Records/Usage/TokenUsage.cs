namespace Observe.Agent.Records.Usage;

/// <summary>
/// Tokens that one request used, or several requests of the same kind together. The counts never overlap: cached tokens are
/// not in <see cref="Input"/>, reasoning is not in <see cref="Output"/>.
/// </summary>
internal readonly record struct TokenUsage
{
    /// <summary>No call uses more: a higher number, wherever it comes from, is no count of tokens.</summary>
    public const long MaxCount = 1_000_000_000_000;

    /// <summary>The provider's name as the agent knows it (<c>gemini</c>, not <c>gcp.gemini</c>); empty when unknown.</summary>
    public string Provider { get; init; }

    /// <summary>Empty when unknown.</summary>
    public string Model { get; init; }

    /// <summary>What was asked for, as OpenTelemetry names it (<c>chat</c>, <c>embeddings</c>); empty when unknown.</summary>
    public string Operation { get; init; }

    /// <summary>When the tokens were used; 0 is now. A time that cannot be is now, too.</summary>
    public long UnixMilliseconds { get; init; }

    public long Input { get; init; }

    public long Output { get; init; }

    public long CacheRead { get; init; }

    public long CacheWrite { get; init; }

    public long Reasoning { get; init; }

    public TokenOrigin Origin { get; init; }

    /// <summary>True when the counts were not reported by the provider but counted, or split, by somebody else.</summary>
    public bool Estimated { get; init; }
}
