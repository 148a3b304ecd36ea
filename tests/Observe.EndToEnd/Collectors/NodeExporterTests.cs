using System.Net;
using System.Net.Sockets;
using Observe.Agent.Collectors;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Collectors;

/// <summary>What the agent says of this machine beside what node_exporter says of it.</summary>
public class NodeExporterTests(ITestOutputHelper output)
{
    private const int Rounds = 4;

    [NeedsFact(NodeExporter.Program)]
    public async Task Host_values_agree_with_node_exporter_series_by_series()
    {
        using var exporter = new NodeExporter();
        using var home = new TempDirectory();
        home.Write("observe.json", $$"""{ "collectors": { "processes": ["{{NodeExporter.Program}}"] } }""");
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]]);
        await exporter.ScrapeAsync();
        await KeepTheMachineBusyAsync();

        // Memory that another program takes and gives back between the scrapes lies outside them: such a round is repeated.
        var comparison = await CompareAsync(exporter, agent);
        for (var round = 1; round < Rounds && !comparison.Agrees; round++)
        {
            comparison = await CompareAsync(exporter, agent);
        }

        output.WriteLine(comparison.Table());
        Assert.True(comparison.Agrees, comparison.Table());
        Assert.InRange(comparison.Pairs.Count, 40, int.MaxValue);
    }

    private static async Task<Comparison> CompareAsync(NodeExporter exporter, RunningAgent agent)
    {
        var before = await exporter.ScrapeAsync();
        await Task.Delay(CollectorSet.FreshEnough + TimeSpan.FromMilliseconds(100));
        var ours = await agent.MetricsAsync();
        var comparison = new Comparison(ours, before, await exporter.ScrapeAsync());
        comparison.Compare();
        comparison.CompareProcess(NodeExporter.Program, exporter.Id);
        return comparison;
    }

    /// <summary>Makes every counter move: CPU time, bytes on the disk, packets on loopback.</summary>
    private static async Task KeepTheMachineBusyAsync()
    {
        using var home = new TempDirectory();
        await using (var file = File.Create(home["data"]))
        {
            await file.WriteAsync(new byte[8 << 20]);
            file.Flush(flushToDisk: true);
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var server = await listener.AcceptTcpClientAsync();
        var sending = client.GetStream().WriteAsync(new byte[1 << 20]).AsTask();
        await server.GetStream().ReadExactlyAsync(new byte[1 << 20]);
        await sending;
    }
}
