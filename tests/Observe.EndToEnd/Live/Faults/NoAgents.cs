namespace Observe.EndToEnd.Live.Faults;

/// <summary>The file that names the agents is emptied, as by a discovery that broke.</summary>
internal sealed class NoAgents : IFault
{
    public IReadOnlyDictionary<string, string> Alert { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alertname"] = "ObserveAgentAbsent", ["severity"] = "critical",
    };

    public Task PrepareAsync(LiveStack stack) => Task.CompletedTask;

    public Task BeginAsync(LiveStack stack)
    {
        stack.HideAgents();
        return Task.CompletedTask;
    }

    public Task EndAsync(LiveStack stack)
    {
        stack.ShowAgents();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // Nothing to free.
    }
}
