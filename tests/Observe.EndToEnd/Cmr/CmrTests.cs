using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Cmr;

/// <summary>The demo's true memory loop, an agent and a real Prometheus: what the loop counted is what all of them say.</summary>
public partial class CmrTests
{
    private const string App = "observe-demo";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [NeedsFact("prometheus")]
    public async Task Counts_of_every_layer_arrive_and_health_goes_red_and_back_with_the_slow_layer_named()
    {
        using var home = new TempDirectory();
        var otlp = $"127.0.0.1:{FreePort.Find()}";
        var program = new AgentProgram(home).With("OBSERVE__OTLP__HTTP", otlp).With("OBSERVE__CMR__WINDOW", "6s");
        using var agent = await program.ServeAsync([home["logs/none.log"]]);
        using var prometheus = await PrometheusServer.StartAsync(home, "500ms", agent.Address);
        using var demo = program.Start("demo", "--logs", home["demo"], "--otlp", $"http://{otlp}", "--slow-layer", "7", "--fault-after", "6", "--fault-for", "15");

        await WaitForAsync(agent, "green", demo);

        await WaitForAsync(agent, "red", demo);
        var diagnosis = await program.RunAsync("cmr", "diagnose", "--source", App, "--listen", agent.Address);
        Assert.Equal(1, diagnosis.ExitCode);
        Assert.Contains("layer 7 holds the others up: its capture takes", diagnosis.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await program.RunAsync("cmr", "status", "--listen", agent.Address)).ExitCode);
        await Eventually.TrueAsync(
            async () => (await prometheus.QueryAsync($"observe_cmr_health_score_ratio{{source=\"{App}\",component=\"capture\"}} < 0.4")).Count == 1
                && (await prometheus.QueryAsync("cmr_health_score_ratio{component=\"capture\"} < 0.4")).Count == 1,
            Patience,
            () => "Prometheus sees no red health");

        await WaitForAsync(agent, "green", demo);
        Assert.Equal(0, (await program.RunAsync("cmr", "status", "--listen", agent.Address)).ExitCode);

        // At its end the loop pushes its last counts and prints its own.
        demo.Signal(ChildProcess.Terminate);
        Assert.Equal(0, await demo.WaitAsync(TimeSpan.FromSeconds(15)));
        var own = OwnCounts(demo.Output);
        Assert.Equal(12, own["captures"].Count);
        await EqualAsync(prometheus, own["captures"], "cmr_captures_total");
        await EqualAsync(prometheus, own["captures"], "cmr_capture_duration_seconds_count");
        await EqualAsync(prometheus, own["states captured"], "cmr_states_captured_total");
        await EqualAsync(prometheus, own["stored"], "cmr_states_stored_total");
        await EqualAsync(prometheus, own["reconstructions"], "cmr_reconstructions_total");
        await EqualAsync(prometheus, own["evicted"], "cmr_buffer_evictions_total");
        Assert.Equal(own["captures"].Values.Sum(), (await SourceAsync(agent)).GetProperty("totals").GetProperty("captures").GetInt64());
    }

    private static async Task WaitForAsync(RunningAgent agent, string status, ChildProcess demo)
    {
        var last = "nothing";
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await agent.GetAsync($"/api/cmr/report?source={App}");
                last = await answer.Content.ReadAsStringAsync();
                return answer.IsSuccessStatusCode && Status(last) == status;
            },
            Patience,
            () => $"health never was {status}: {last}\nThe demo said:\n{demo.Everything}");
    }

    private static string? Status(string report)
    {
        using var json = JsonDocument.Parse(report);
        return json.RootElement.GetProperty("component_status").GetProperty("capture").GetProperty("status").GetString();
    }

    private static async Task<JsonElement> SourceAsync(RunningAgent agent)
    {
        using var json = JsonDocument.Parse(await agent.TextAsync($"/api/cmr/report?source={App}"));
        return json.RootElement.GetProperty("performance_metrics").GetProperty(App).Clone();
    }

    /// <summary>A layer that has none of something has no series of it.</summary>
    private static async Task EqualAsync(PrometheusServer prometheus, SortedDictionary<string, long> own, string metric)
    {
        var expected = own.Where(c => c.Value > 0).ToList();
        SortedDictionary<string, long> seen = [];
        await Eventually.TrueAsync(
            async () => (seen = await prometheus.SumByAsync("cmr_layer", metric)).SequenceEqual(expected),
            Patience,
            () => $"{metric}: Prometheus has {string.Join(' ', seen)}, the loop counted {string.Join(' ', expected)}");
    }

    private static Dictionary<string, SortedDictionary<string, long>> OwnCounts(string output)
    {
        var counts = new Dictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        foreach (Match line in LayerLine().Matches(output))
        {
            foreach (var part in line.Groups["counts"].Value.Split(", "))
            {
                var space = part.LastIndexOf(' ');
                var name = part[..space];
                if (!counts.TryGetValue(name, out var layers))
                {
                    counts.Add(name, layers = new SortedDictionary<string, long>(StringComparer.Ordinal));
                }

                layers[line.Groups["layer"].Value] = long.Parse(part.AsSpan(space), NumberStyles.Integer, CultureInfo.InvariantCulture);
            }
        }

        return counts;
    }

    [GeneratedRegex(@"^layer (?<layer>\d+): (?<counts>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LayerLine();
}
