namespace Observe.EndToEnd.Live.Faults;

/// <summary>An agent ends as in a power cut, and is started again.</summary>
internal sealed class KilledAgent : IFault
{
    private const string Name = "killed";

    private Harness.RunningAgent? _agent;

    public IReadOnlyDictionary<string, string> Alert { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task PrepareAsync(LiveStack stack)
    {
        _agent = await stack.AddPatientAsync(Name);
        Alert = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = "ObserveTargetDown", ["severity"] = "critical", ["instance"] = _agent.Address,
        };
    }

    public Task BeginAsync(LiveStack stack) => _agent!.KillAsync();

    public Task EndAsync(LiveStack stack) => stack.RestartAsync(_agent!, Name);

    public void Dispose()
    {
        // Nothing of its own: the stack ends the agent.
    }
}
