using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live.Faults;

/// <summary>More tokens are used than a budget allows; it ends when the budget is made larger.</summary>
internal sealed class SpentBudget : IFault
{
    private const string Name = "budget";

    private RunningAgent? _agent;

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

    /// <summary>While the agent restarts nothing can be said of its budget; so what counts is that the alert stays away after that.</summary>
    public async Task EndAsync(LiveStack stack)
    {
        await stack.RestartAsync(_agent!, Name, Start(stack, "1000000"));
        var spent = $"observe_token_budget_used{{budget=\"live\",instance=\"{_agent!.Address}\"}} == 1200 and observe_token_budget_limit == 1000000";
        await Eventually.TrueAsync(
            async () => (await stack.Prometheus.QueryAsync(spent)).Count == 1, TimeSpan.FromMinutes(2), () => "the larger budget does not show with what was used before");
        await Task.Delay(3 * stack.Scale.Interval);
    }

    public void Dispose()
    {
        // Nothing of its own: the stack ends the agent.
    }

    private static StartAgent Start(LiveStack stack, string limit) => (program, arguments) =>
        program.With("OBSERVE__TOKENS__BUDGETS__live__LIMIT", limit).Start([.. arguments, "--watch", $"{stack.Home[Name]}/*.log"]);
}
