using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Observe.EndToEnd.BadInput;
using Observe.EndToEnd.Collectors;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Alerts;

/// <summary>
/// Faults that are caused on purpose, and their alerts: from the fault by way of the agent or an exporter, a real Prometheus with the
/// project's rules and a real Alertmanager with its routes to the agent's webhook, and back. This is the short form: minutes of
/// the rules are seconds here; what they are in minutes is proven by their own tests.
/// </summary>
public class FaultTests(ITestOutputHelper output)
{
    private const int SlowLayer = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    [NeedsRootFact("prometheus", "prometheus-alertmanager", NodeExporter.Program, ProcessExporter.Program, "mount", "umount")]
    public async Task Each_fault_fires_its_alert_which_reaches_the_agent_and_ends_with_the_fault()
    {
        using var home = new TempDirectory();
        using var disk = await SmallDisk.MountAsync(home.Make("disk"), "4m");
        using var nodeExporter = new NodeExporter();
        using var processExporter = new ProcessExporter();
        var otlp = $"127.0.0.1:{FreePort.Find()}";
        var log = home.Write("logs/groq.log", "");
        using var agent = await new AgentProgram(home).With("OBSERVE__OTLP__HTTP", otlp).ServeAsync([home["logs/*.log"]]);
        using var alertmanager = await AlertmanagerServer.StartAsync(home, Webhook.Configure(home, agent.Address));
        using var prometheus = await StackPrometheus.StartAsync(home, agent.Address, nodeExporter.Address, processExporter.Address, alertmanager.Address);
        var webhook = new Webhook(agent);
        (string Alert, string Label)[] passing =
        [
            ("ObserveLogErrorRate", "provider=groq"),
            ("ObserveHostDiskFull", $"mountpoint={disk.Path}"),
            ("ObserveTargetDown", "job=process"),
            ("ObserveCmrCaptureSlow", $"cmr_layer={SlowLayer}"),
        ];
        (string Alert, string Label) lasting = ("ObserveTokenBudget", "budget=hourly");

        // All is well, so that what follows is seen as a change.
        await UntilAsync([("ObserveWatchdog", "severity=none")], webhook.IsFiringAsync, webhook, () => Append(log, "info"));
        foreach (var (alert, label) in passing)
        {
            Assert.False(await webhook.IsFiringAsync(alert, label), $"{alert} fires without its fault");
        }

        var full = Path.Combine(disk.Path, "full");
        SmallDisk.Fill(full);
        processExporter.Freeze();
        using var demo = new AgentProgram(home).Start("demo", "--logs", home["demo"], "--otlp", $"http://{otlp}", "--slow-layer", SlowLayer.ToString(CultureInfo.InvariantCulture));
        await UseTokensAsync(agent.Address);
        await UntilAsync([.. passing, lasting], webhook.IsFiringAsync, webhook, () => Append(log, "error"));

        File.Delete(full);
        processExporter.Thaw();
        demo.Signal(ChildProcess.Kill);
        await UntilAsync(passing, webhook.IsResolvedAsync, webhook, () => Append(log, "info"));
        Assert.True(await webhook.IsFiringAsync(lasting.Alert, lasting.Label), "a budget stays used up until its period ends");
    }

    private async Task UntilAsync((string Alert, string Label)[] alerts, Func<string, string, Task<bool>> isSo, Webhook webhook, Action meanwhile)
    {
        var clock = Stopwatch.StartNew();
        var waiting = alerts.ToList();
        while (waiting.Count > 0)
        {
            meanwhile();
            foreach (var alert in waiting.ToList())
            {
                if (await isSo(alert.Alert, alert.Label))
                {
                    output.WriteLine($"{isSo.Method.Name} {alert.Alert} {alert.Label} after {clock.Elapsed.TotalSeconds:0} s");
                    waiting.Remove(alert);
                }
            }

            Assert.True(clock.Elapsed < Patience || waiting.Count == 0, $"not {isSo.Method.Name}: {string.Join(", ", waiting)}\n{await webhook.EverythingAsync()}");
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    private static void Append(string log, string level) => File.AppendAllText(
        log,
        string.Concat(Enumerable.Repeat($$"""{"timestamp":"{{TimeProvider.System.GetUtcNow():O}}","level":"{{level}}","provider":"groq","message":"a line"}""" + "\n", 5)));

    private static async Task UseTokensAsync(string agent)
    {
        using var response = await Http.PostAsJsonAsync(
            new Uri($"http://{agent}/api/tokens"), new { provider = "groq", model = "llama-3.1-8b-instant", prompt_tokens = 60_000, response_tokens = 1 });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
