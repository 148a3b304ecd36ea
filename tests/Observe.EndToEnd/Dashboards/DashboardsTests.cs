using System.Diagnostics;
using Observe.EndToEnd.Collectors;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Dashboards;

/// <summary>No panel is ever empty without a reason: all of them, asked of a real Prometheus that scrapes the demo with the project's configuration.</summary>
public class DashboardsTests(ITestOutputHelper output)
{
    private const long AgentMemory = 1L << 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [NeedsFact("prometheus", "promtool", NodeExporter.Program, ProcessExporter.Program)]
    public async Task Every_query_of_every_panel_has_data_from_the_demo_and_the_others_when_their_cause_is_there()
    {
        using var home = new TempDirectory();
        using var cgroup = MemoryCgroup.TryMake(AgentMemory);
        using var nodeExporter = new NodeExporter();
        using var processExporter = new ProcessExporter();
        var (address, otlp, nobody) = ($"127.0.0.1:{FreePort.Find()}", $"127.0.0.1:{FreePort.Find()}", $"http://127.0.0.1:{FreePort.Find()}");
        var troubles = new Troubles(home, address, otlp);
        using var agent = await StartAgentAsync(home, cgroup, address, otlp, nobody, troubles.Glob);
        await History.WriteAsync(home, address);
        using var prometheus = await PanelsPrometheus.StartAsync(home, address, nodeExporter.Address, processExporter.Address);
        var queries = PanelQuery.All().ToList();
        Assert.InRange(queries.Count, 100, 1000);

        var clock = Stopwatch.StartNew();
        await HaveDataAsync(prometheus, [.. queries.Where(q => q.EmptyWhen is null)], () => Task.CompletedTask);
        output.WriteLine($"{queries.Count(q => q.EmptyWhen is null)} queries have data from the healthy demo after {clock.Elapsed.TotalSeconds:0} s");

        var rightlyEmpty = queries.Where(q => q.EmptyWhen is not null).ToList();
        LeaveOut(rightlyEmpty, "Container memory", cgroup is null ? "no cgroup can be made here" : null);
        using var network = NetworkPair.TryMake();
        LeaveOut(rightlyEmpty, "Network errors", network is null ? "no network interface can be made here" : null);

        await HaveDataAsync(prometheus, [.. rightlyEmpty], () =>
        {
            network?.Send(packets: 50);
            return troubles.CauseAsync();
        });
        output.WriteLine($"{rightlyEmpty.Count} queries that are empty while all is well have data after {clock.Elapsed.TotalSeconds:0} s");
        Assert.Empty(await prometheus.RuleFaultsAsync());
    }

    private void LeaveOut(List<PanelQuery> queries, string title, string? because)
    {
        if (because is not null)
        {
            output.WriteLine($"not asked: {title}, as {because}");
            Assert.NotEqual(0, queries.RemoveAll(q => q.Title == title));
        }
    }

    /// <summary>Asks until each query has had data once.</summary>
    private static async Task HaveDataAsync(PanelsPrometheus prometheus, List<PanelQuery> queries, Func<Task> meanwhile)
    {
        var clock = Stopwatch.StartNew();
        while (queries.Count > 0)
        {
            await meanwhile();
            foreach (var query in queries.ToList())
            {
                if (await prometheus.HasDataAsync(query))
                {
                    queries.Remove(query);
                }
            }

            Assert.True(clock.Elapsed < Patience || queries.Count == 0, $"without data after {Patience}:\n{string.Join('\n', queries.Select(q => $"{q}\n    {q.Expr}"))}");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<RunningAgent> StartAgentAsync(TempDirectory home, MemoryCgroup? cgroup, string address, string otlp, string nobody, string glob)
    {
        var program = new AgentProgram(home)
            .With("OBSERVE__OTLP__HTTP", otlp)
            .With("OBSERVE__FORWARD__NOBODY__TYPE", "loki")
            .With("OBSERVE__FORWARD__NOBODY__ENDPOINT", nobody);
        string[] arguments = ["agent", "--demo", "--data", program.Data, "--listen", address, .. AgentProgram.Watch([glob])];
        // The shell puts itself into the cgroup and becomes the agent.
        var process = cgroup is null
            ? program.Start(arguments)
            : new ChildProcess("/bin/sh", ["-c", "echo $$ > \"$0\" && exec \"$@\"", cgroup.Members, AgentProgram.Executable, .. arguments], home.Path, program.Environment);
        var agent = new RunningAgent(process, address);
        await agent.WaitUntilReadyAsync();
        return agent;
    }
}
