using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Serving;

/// <summary>The agent from outside: its pages, its start and its end.</summary>
public sealed class ServingTests : IDisposable
{
    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [NeedsFact("promtool")]
    public async Task Promtool_accepts_the_live_metrics_without_a_complaint()
    {
        var counts = Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 1_000_000);
        _home.Write("logs/broken.log", "{\"level\":\"info\",\"message\":\"ok\"}\n{\"level\":\"in\n{\"level\":\"info\"}\n");
        using var agent = await ServeAsync();
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= counts.Lines, "all lines");

        await Promtool.AcceptsAsync(await agent.TextAsync("/metrics"));
    }

    [Fact]
    public async Task Its_pages_say_that_it_is_alive_and_ready_and_where_everything_is()
    {
        using var agent = await ServeAsync();

        Assert.NotEmpty(await agent.TextAsync("/healthz"));
        Assert.NotEmpty(await agent.TextAsync("/readyz"));
        using var nothing = await agent.GetAsync("/nothing-here");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        var paths = (await nothing.Content.ReadAsStringAsync()).Split("There is ")[1].Trim().TrimEnd('.').Split(", ");
        Assert.Contains("/metrics", paths);
        var page = await agent.TextAsync("/");
        Assert.All(paths.Where(path => path != "/"), path => Assert.Contains(path, page));
    }

    [Fact]
    public async Task SIGTERM_ends_it_within_seconds_with_exit_code_0_and_all_it_read_committed()
    {
        var counts = Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 5_000_000);
        using (var agent = await ServeAsync())
        {
            await agent.WaitForAsync(m => m.Sum("observe_log_records_total") > 0, "the first lines");
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, await agent.StopAsync());
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"it took {clock.Elapsed} to stop");
        }

        using var again = await ServeAsync();
        var metrics = await again.WaitForAsync(m => m.Sum("observe_log_records_total") >= counts.Lines, "all lines");
        Assert.Equal(counts.Levels, metrics.By("level", "observe_log_records_total"));
    }

    [Fact]
    public async Task It_listens_on_loopback_alone()
    {
        using var agent = await ServeAsync();
        var port = int.Parse(agent.Address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        var outside = (await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork)).Where(a => !IPAddress.IsLoopback(a));
        foreach (var address in outside)
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, port));
        }

        var listening = await File.ReadAllLinesAsync("/proc/net/tcp");
        var local = $":{port:X4}";
        Assert.Contains(listening, line => line.Contains($"0100007F{local} 00000000:0000 0A", StringComparison.Ordinal));
        Assert.DoesNotContain(listening, line => line.Contains($"00000000{local} 00000000:0000 0A", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_verb_and_without_configuration_it_serves_and_says_where_everything_is()
    {
        _home.Write("logs/app.log", "2025-11-20 10:00:00,000 ERROR [groq] Missing API key\n");
        var address = $"127.0.0.1:{FreePort.Find()}";
        using var process = new AgentProgram(_home).Start("--listen", address);
        using var agent = new RunningAgent(process, address);
        await agent.WaitUntilReadyAsync();
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total", ("provider", "groq"), ("level", "error")) >= 1, "./logs to be read");

        Assert.Contains($"http://{address}", process.Everything);
        Assert.Contains(_home["state"], process.Everything);
        Assert.True(Directory.Exists(_home["state/observe"]), "its state is kept below the user's state directory");
    }

    private Task<RunningAgent> ServeAsync() => new AgentProgram(_home).ServeAsync([_home["logs/*.log"]]);
}
