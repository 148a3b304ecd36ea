namespace Observe.Instrumentation.Events;

/// <summary>A call of a model. Tokens that are not given are counted from the texts.</summary>
public sealed record AiOperation
{
    /// <summary>What was done, by the semantic conventions: <c>chat</c>, <c>text_completion</c>, <c>embeddings</c> and so on; <c>chat</c>.</summary>
    public string Operation { get; init; } = "chat";

    /// <summary>The model, by its usual name.</summary>
    public string? Model { get; init; }

    /// <summary>The provider, by the semantic conventions: <c>openai</c>, <c>anthropic</c>, <c>groq</c> and so on.</summary>
    public string? Provider { get; init; }

    /// <summary>What was sent. Only its tokens and size leave the process, unless content is captured.</summary>
    public string? Prompt { get; init; }

    /// <summary>What came back. Only its tokens and size leave the process, unless content is captured.</summary>
    public string? Response { get; init; }

    /// <summary>What the context was made of, such as <c>session</c> or <c>retrieval</c>.</summary>
    public string? ContextType { get; init; }

    /// <summary>Input tokens that the provider reported, cached ones included.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens that the provider reported, reasoning included.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>How many of the input tokens came from the provider's cache.</summary>
    public long? CacheReadTokens { get; init; }

    /// <summary>How many of the output tokens were reasoning.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What went wrong, as a short class: an exception's type, an HTTP status, <c>timeout</c>; null when nothing did.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    public string? ConversationId { get; init; }
}
