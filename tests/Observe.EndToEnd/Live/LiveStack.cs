using System.Text.Json;
using Observe.EndToEnd.Alerts;
using Observe.EndToEnd.Collectors;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live;

/// <summary>
/// What docker-compose.yml starts, without containers: an agent with the demo, Prometheus and Alertmanager with the project's own
/// configuration, node-exporter and process-exporter. Alerts come to the agent's webhook.
/// </summary>
internal sealed class LiveStack : IDisposable
{
    private readonly StackFiles _files;
    private readonly NodeExporter _node = new();
    private readonly ProcessExporter _processes = new();
    private readonly List<RunningAgent> _patients = [];
    private AlertmanagerServer? _alertmanager;
    private PrometheusServer? _prometheus;
    private RunningAgent? _agent;

    private LiveStack(TempDirectory home, TimeScale scale)
    {
        Home = home;
        Scale = scale;
        Otlp = $"127.0.0.1:{FreePort.Find()}";
        _files = new StackFiles(home, scale);
    }

    public TempDirectory Home { get; }

    public TimeScale Scale { get; }

    /// <summary>Where apps push to the agent over HTTP.</summary>
    public string Otlp { get; }

    /// <summary>A folder that the agent watches beside the demo's.</summary>
    public string Logs => Home["logs"];

    /// <summary>The agent with the demo, which also hears the alerts.</summary>
    public RunningAgent Agent => _agent!;

    public PrometheusServer Prometheus => _prometheus!;

    public static async Task<LiveStack> StartAsync(TempDirectory home, TimeScale scale)
    {
        var stack = new LiveStack(home, scale);
        try
        {
            await stack.StartAsync();
            return stack;
        }
        catch
        {
            stack.Dispose();
            throw;
        }
    }

    /// <summary>One more agent that Prometheus reads, for a fault of its own.</summary>
    public async Task<RunningAgent> AddPatientAsync(string name, StartAgent? start = null)
    {
        Home.Make(name);
        var address = $"127.0.0.1:{FreePort.Find()}";
        var patient = await ServeAsync(new AgentProgram(Home), name, address, start);
        _patients.Add(patient);
        ShowAgents();
        return patient;
    }

    /// <summary>Starts a patient again, where it was and with its state.</summary>
    public async Task RestartAsync(RunningAgent patient, string name, StartAgent? start = null)
    {
        await patient.KillAsync();
        _patients.Remove(patient);
        _patients.Add(await ServeAsync(new AgentProgram(Home), name, patient.Address, start));
        patient.Dispose();
    }

    public void HideAgents() => _files.ShowAgents([]);

    public void ShowAgents() => _files.ShowAgents([Agent.Address, .. _patients.Select(p => p.Address)]);

    /// <summary>The alerts that the agent has heard of: those that fire, or those that were resolved.</summary>
    public async Task<IReadOnlyList<LiveAlert>> HeardAsync(bool resolved)
    {
        using var answer = JsonDocument.Parse(await Agent.TextAsync("/api/alerts"));
        return [.. answer.RootElement.GetProperty(resolved ? "resolved" : "firing").EnumerateArray().Select(LiveAlert.Heard)];
    }

    /// <summary>The alerts that Prometheus holds for pending or firing.</summary>
    public async Task<IReadOnlyList<LiveAlert>> HeldAsync() =>
        [.. (await Prometheus.DataAsync("alerts")).GetProperty("alerts").EnumerateArray().Select(LiveAlert.Held)];

    /// <summary>Waits until every target is up and every rule has been evaluated.</summary>
    public Task WaitUntilSeenAsync()
    {
        var last = "";
        return Eventually.TrueAsync(
            async () =>
            {
                var targets = (await Prometheus.DataAsync("targets?state=active")).GetProperty("activeTargets").EnumerateArray().Select(t => $"{t.GetProperty("scrapeUrl")} {t.GetProperty("health")}").ToList();
                var rules = (await RulesAsync()).Count(r => r.Health == "unknown");
                last = $"{string.Join('\n', targets)}\n{rules} rules were not evaluated yet";
                return rules == 0 && targets.Count >= 5 + _patients.Count && targets.TrueForAll(t => t.EndsWith(" up", StringComparison.Ordinal));
            },
            TimeSpan.FromSeconds(60) + (6 * Scale.Of(TimeSpan.FromMinutes(1))),
            () => $"not every target is up:\n{last}");
    }

    public async Task<IReadOnlyList<LiveRule>> RulesAsync() =>
        [.. (await Prometheus.DataAsync("rules")).GetProperty("groups").EnumerateArray().SelectMany(g => g.GetProperty("rules").EnumerateArray()).Select(LiveRule.Read)];

    public void Dispose()
    {
        _prometheus?.Dispose();
        _alertmanager?.Dispose();
        _patients.ForEach(p => p.Dispose());
        _agent?.Dispose();
        _processes.Dispose();
        _node.Dispose();
    }

    private async Task StartAsync()
    {
        Home.Make("logs");
        var address = $"127.0.0.1:{FreePort.Find()}";
        var program = new AgentProgram(Home).With("OBSERVE__OTLP__HTTP", Otlp);
        _agent = await ServeAsync(program, "agent", address, (p, arguments) => p.Start([.. arguments, "--demo", "--watch", $"{Logs}/*.log"]));
        var prometheus = $"127.0.0.1:{FreePort.Find()}";
        var alertmanager = $"127.0.0.1:{FreePort.Find()}";
        _files.Write(
            ("targets: [observe:9464]", "targets: []"),
            ("http://observe:9464/", $"http://{address}/"),
            ("node-exporter:9100", _node.Address),
            ("process-exporter:9256", _processes.Address),
            ("localhost:9090", prometheus),
            ("alertmanager:9093", alertmanager));
        ShowAgents();
        _alertmanager = await AlertmanagerServer.StartAsync(Home, _files.Alertmanager, alertmanager);
        _prometheus = await PrometheusServer.StartWithAsync(Home, _files.Prometheus, prometheus,
            $"--query.lookback-delta={TimeScale.Text(Scale.Of(TimeSpan.FromMinutes(5)))}",
            $"--rules.alert.resend-delay={TimeScale.Text(Scale.Of(TimeSpan.FromMinutes(1)))}");
    }

    private async Task<RunningAgent> ServeAsync(AgentProgram program, string name, string address, StartAgent? start)
    {
        string[] arguments = ["agent", "--data", Home[$"{name}/data"], "--listen", address];
        var agent = new RunningAgent(start is null ? program.Start([.. arguments, "--watch", $"{Home[name]}/*.log"]) : start(program, arguments), address);
        await agent.WaitUntilReadyAsync(TimeSpan.FromSeconds(90));
        return agent;
    }
}
