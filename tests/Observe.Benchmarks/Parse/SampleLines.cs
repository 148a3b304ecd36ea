using System.Globalization;
using System.Text;

namespace Observe.Benchmarks.Parse;

/// <summary>Seeded lines of an AI system's log, as JSON (about 230 bytes) or as text (about 140 bytes).</summary>
internal static class SampleLines
{
    private static readonly (string Provider, string Model)[] Models =
    [
        ("groq", "llama-3.3-70b-versatile"), ("groq", "mixtral-8x7b-32768"), ("ollama", "llama3.2:3b"), ("kimi", "kimi-k2-0711-preview"),
        ("ippoc", "ippoc-brain-v2"), ("openai", "gpt-4o-mini"),
    ];

    private static readonly string[] Messages =
    [
        "request completed", "streamed completion finished", "cache hit for prompt prefix", "tool call returned", "conversation turn persisted",
        "caf\u00e9 d\u00e9tails: r\u00e9ponse envoy\u00e9e", "reasoning step finished, continuing with the plan",
    ];

    private static readonly string[] Faults =
    [
        "429 Too Many Requests", "connection refused by upstream 10.0.3.7:443", "timeout after 30s waiting for first token", "Missing API key for provider",
    ];

    public static byte[][] Json(int count) => Make(count, (random, time, level, message) =>
    {
        var (provider, model) = Models[random.Next(Models.Length)];
        return string.Create(CultureInfo.InvariantCulture, $$"""{"timestamp":"{{time:yyyy-MM-dd'T'HH:mm:ss.fff}}Z","level":"{{level}}","category":"router","provider":"{{provider}}","message":"{{message}}","model":"{{model}}","prompt_tokens":{{random.Next(16, 4096)}},"response_tokens":{{random.Next(2048)}},"latency_ms":{{random.NextDouble() * 2500:F2}}}""");
    });

    public static byte[][] Text(int count) => Make(count, (random, time, level, message) =>
    {
        var (provider, model) = Models[random.Next(Models.Length)];
        return string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss,fff} {level.ToUpperInvariant()} [{provider}] {message} tokens={random.Next(6000)} latency={random.NextDouble() * 2.5:F3}s model={model} request_id={random.NextInt64(1L << 40):x10}");
    });

    public static byte[][] Errors(int count) => Make(count, (random, _, _, _) => Faults[random.Next(Faults.Length)] + " request_id=" + random.Next().ToString(CultureInfo.InvariantCulture));

    private static byte[][] Make(int count, Func<Random, DateTime, string, string, string> line)
    {
        var random = new Random(42);
        var time = new DateTime(2025, 11, 20, 0, 0, 0, DateTimeKind.Utc);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var fault = random.Next(25) == 0;
            var message = fault ? Faults[random.Next(Faults.Length)] : Messages[random.Next(Messages.Length)];
            return Encoding.UTF8.GetBytes(line(random, time.AddMilliseconds(i * 20), fault ? "error" : "info", message));
        })];
    }
}
