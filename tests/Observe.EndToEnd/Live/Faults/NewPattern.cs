using System.Globalization;

namespace Observe.EndToEnd.Live.Faults;

/// <summary>An error of a kind that the logs have not shown before, at an agent that has known them for two hours.</summary>
internal sealed class NewPattern : IFault
{
    private const string Name = "patterns";

    public IReadOnlyDictionary<string, string> Alert { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task PrepareAsync(LiveStack stack)
    {
        Write(stack, TimeProvider.System.GetUtcNow().AddHours(-2), "warn", "slow response from upstream, retrying once");
        var agent = await stack.AddPatientAsync(Name);
        Alert = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = "ObserveLogNewErrorPattern", ["severity"] = "info", ["instance"] = agent.Address, ["level"] = "error",
        };
    }

    public Task BeginAsync(LiveStack stack)
    {
        Write(stack, TimeProvider.System.GetUtcNow(), "error", "vector index is corrupt beyond page seven");
        return Task.CompletedTask;
    }

    /// <summary>It is news for a quarter of an hour, and no longer.</summary>
    public Task EndAsync(LiveStack stack) => Task.CompletedTask;

    public void Dispose()
    {
        // Nothing of its own: the stack ends the agent.
    }

    private static void Write(LiveStack stack, DateTimeOffset time, string level, string message) => File.AppendAllText(
        Path.Combine(stack.Home.Make(Name), "app.log"),
        string.Create(CultureInfo.InvariantCulture, $$"""{"timestamp":"{{time:O}}","level":"{{level}}","provider":"groq","message":"{{message}}"}""") + "\n");
}
