namespace Observe.EndToEnd.Live.Faults;

/// <summary>More tokens are used than a budget allows; it ends when the budget is made larger.</summary>
internal sealed class SpentBudget : IFault
{
    private const string Name = "budget";

    private Harness.RunningAgent? _agent;

    public IReadOnlyDictionary<string, string> Alert { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task PrepareAsync(LiveStack stack)
    {
        _agent = await stack.AddPatientAsync(Name, Start(stack, "1000"));
        Alert = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = "ObserveTokenBudget", ["severity"] = "critical", ["instance"] = _agent.Address, ["budget"] = "live",
        };
    }

    public Task BeginAsync(LiveStack stack) =>
        _agent!.PostAsync("/api/tokens", new { operation = "chat", provider = "openai", model = "gpt-4o", prompt_tokens = 1200, response_tokens = 0 });

    public Task EndAsync(LiveStack stack) => stack.RestartAsync(_agent!, Name, Start(stack, "1000000"));

    public void Dispose()
    {
        // Nothing of its own: the stack ends the agent.
    }

    private static StartAgent Start(LiveStack stack, string limit) => (program, arguments) =>
        program.With("OBSERVE__TOKENS__BUDGETS__live__LIMIT", limit).Start([.. arguments, "--watch", $"{stack.Home[Name]}/*.log"]);
}
