using Observe.Agent.Records;

namespace Observe.Agent.Demo;

/// <summary>What services of AI systems say, by level.</summary>
internal static class DemoMessages
{
    public static readonly string[] Categories = ["router", "inference", "memory", "tools", "scheduler", "api"];

    private static readonly string[] Debug =
    [
        "prompt template rendered",
        "selecting provider by latency score",
        "http connection reused from pool",
        "tokenizer vocabulary already loaded",
    ];

    private static readonly string[] Info =
    [
        "request completed",
        "streamed completion finished",
        "tool call returned",
        "cache hit for prompt prefix",
        "embedding batch stored in vector index",
        "conversation turn persisted",
        "reasoning step finished, continuing with the plan",
        "user said \"summarise the quarterly report for me please\" and got an answer",
        "café détails: réponse envoyée",
    ];

    private static readonly string[] Warn =
    [
        "rate limit close: 95% of tokens per minute used",
        "slow response from upstream, retrying once",
        "context window nearly full, truncating history",
        "fallback provider selected",
    ];

    private static readonly string[] Error =
    [
        "429 Too Many Requests",
        "connection refused by upstream",
        "timeout after 30s waiting for first token",
        "Missing API key for provider, request rejected",
        "context_length_exceeded: maximum context length is 8192 tokens",
    ];

    public static string[] For(LogLevel level) => level switch
    {
        LogLevel.Error => Error,
        LogLevel.Warn => Warn,
        LogLevel.Debug => Debug,
        _ => Info,
    };
}
