namespace Observe.EndToEnd.Corpora;

/// <summary>The words of a corpus and how often they come.</summary>
internal static class CorpusVocabulary
{
    public static readonly (string Provider, int Weight, string[] Models)[] Providers =
    [
        ("groq", 30, ["llama-3.3-70b-versatile", "mixtral-8x7b-32768"]),
        ("ollama", 25, ["llama3.2:3b", "qwen2.5-coder:7b"]),
        ("kimi", 15, ["kimi-k2-0711-preview"]),
        ("ippoc", 10, ["ippoc-brain-v2"]),
        ("openai", 20, ["gpt-4o-mini", "gpt-4o"]),
    ];

    public static readonly string[] Categories = ["router", "inference", "memory", "tools", "scheduler", "api"];

    /// <summary>Level, share in a thousand, messages.</summary>
    public static readonly (string Level, int Share, string[] Messages)[] Levels =
    [
        ("error", 10,
        [
            "Missing API key", "provider rejected the request: invalid credentials", "429 Too Many Requests",
            "connection refused by upstream", "timeout after 30s waiting for first token",
            "context_length_exceeded: maximum context length is 8192 tokens",
        ]),
        ("warn", 30,
        [
            "rate limit close: 95% of tokens per minute used", "slow response from upstream, retrying once",
            "context window nearly full, truncating history", "fallback provider selected",
        ]),
        ("debug", 100,
        [
            "prompt template rendered", "selecting provider by latency score", "http connection reused from pool",
        ]),
        ("info", 860,
        [
            "request completed", "request ok", "streamed completion finished", "cache hit for prompt prefix",
            "tool call returned", "embedding batch stored in vector index", "conversation turn persisted",
            "user said \"please summarise the quarterly report for me\" and got an answer",
            "reasoning step finished, continuing with the plan", "café détails: réponse envoyée",
        ]),
    ];
}
