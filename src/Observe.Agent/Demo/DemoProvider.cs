namespace Observe.Agent.Demo;

/// <summary>A provider of the demo system: its models and how long it usually takes to answer.</summary>
internal sealed record DemoProvider(string Name, double TypicalMilliseconds, params string[] Models)
{
    public static readonly DemoProvider Groq = new("groq", 310, "llama-3.3-70b-versatile", "llama-3.1-8b-instant");
    public static readonly DemoProvider Ollama = new("ollama", 1400, "llama3.2:3b", "qwen2.5-coder:7b");
    public static readonly DemoProvider Kimi = new("kimi", 900, "kimi-k2-0711-preview");
    public static readonly DemoProvider Ippoc = new("ippoc", 650, "ippoc-brain-v2");
    public static readonly DemoProvider OpenAi = new("openai", 780, "gpt-4o-mini", "gpt-4o");
    public static readonly DemoProvider Anthropic = new("anthropic", 1100, "claude-sonnet-4-5", "claude-haiku-4-5");

    public static readonly DemoProvider[] All = [Groq, Ollama, Kimi, Ippoc, OpenAi, Anthropic];
}
