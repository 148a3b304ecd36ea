namespace Observe.Agent.Demo;

/// <summary>The services of the demo system, each with its log file, its format and the providers it talks to.</summary>
internal static class DemoServices
{
    /// <summary>How much of the traffic each service gets, in the order of <see cref="All"/>.</summary>
    public static readonly int[] Shares = [40, 20, 12, 13, 10, 5];

    public static DemoService[] All(string directory) =>
    [
        new(File(directory, "router.log"), DemoJson.WriteRequest, DemoProvider.Groq, DemoProvider.OpenAi, DemoProvider.Kimi),
        new(File(directory, "ollama/server.log"), DemoLogfmt.WriteRequest, DemoProvider.Ollama),
        new(File(directory, "kimi/gateway.log"), DemoPlainText.WriteRequest, DemoProvider.Kimi),
        new(File(directory, "anthropic/worker.log"), DemoJson.WriteUsage, DemoProvider.Anthropic),
        new(File(directory, "ippoc/brain.log"), DemoMemory.Write, DemoProvider.Ippoc),
        new(File(directory, "scheduler.log"), DemoLogfmt.WriteJob, DemoProvider.Ollama, DemoProvider.Groq),
    ];

    private static DemoLogFile File(string directory, string name) => new(Path.Combine(directory, name));
}
