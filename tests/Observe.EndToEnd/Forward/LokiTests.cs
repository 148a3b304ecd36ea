using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Forward;

/// <summary>The executable sends to a strict Loki that fails in every way a peer can.</summary>
public class LokiTests(ITestOutputHelper output)
{
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("OBSERVE_KILL_ROUNDS") ?? "8", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_record_comes_with_few_labels_and_the_rest_as_structured_metadata()
    {
        using var home = new TempDirectory();
        var port = FreePort.Find();
        await using var loki = await LokiPeer.StartAsync(port, keep: true, tenant: "team-a");
        const string line = """{"ts":"2026-11-21T08:00:00.123Z","level":"error","provider":"groq","model":"llama-3.3","category":"router","msg":"no upstream","trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331"}""";
        var file = home.Write("logs/app.log", line + "\nplain words\n");
        var flags = ForwardConfiguration.Flags(home, "loki", loki.Address, new { headers = new Dictionary<string, string> { ["X-Scope-OrgID"] = "team-a" }, host = "box", job = "ai" });
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: flags);
        await ReceivedAsync(loki, agent, 2);

        var (_, labels, metadata) = loki.Kept!.Single(k => k.Line == line);
        Assert.Equal(new Dictionary<string, string> { ["level"] = "error", ["provider"] = "groq", ["host"] = "box", ["job"] = "ai" }, labels);
        Assert.Matches("^[0-9a-f]{12}$", metadata["pattern"]);
        metadata.Remove("pattern");
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["file"] = file, ["category"] = "router", ["model"] = "llama-3.3",
                ["trace_id"] = "0af7651916cd43dd8448eb211c80319c", ["span_id"] = "b7ad6b7169203331",
            },
            metadata);
        Assert.Empty(loki.Breaches);
        var metrics = await agent.WaitForAsync(m => m.Sum("observe_component_sent_total", ("component", "forward_peer")) == 2, "two sent");
        Assert.Equal(2, metrics.Sum("observe_component_received_total", ("component", "forward_peer")));
        Assert.Equal(0, metrics.Sum("observe_queue_size_bytes", ("component", "forward_peer")));
    }

    [Fact]
    public async Task A_peer_that_fails_in_every_way_gets_every_line_in_the_end()
    {
        using var home = new TempDirectory();
        await using var loki = await LokiPeer.StartAsync(FreePort.Find());
        PeerFault[] faults =
        [
            PeerFault.TooManyRequests, PeerFault.ServerError, PeerFault.None, PeerFault.Reset, PeerFault.ResetAfterTaking, PeerFault.Unavailable,
            PeerFault.None, PeerFault.Slow, PeerFault.ResetAfterTaking,
        ];
        loki.Fault = n => n < 2 * faults.Length ? faults[n % faults.Length] : PeerFault.None;
        var written = NumberedLines.Write(home["logs/app.log"], 0, 20_000);
        var flags = ForwardConfiguration.Flags(home, "loki", loki.Address, new { batchBytes = "128KiB", timeout = "300ms" });
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: flags);
        await ReceivedAsync(loki, agent, written.Count);

        Assert.Equal(written.Count, loki.Lines().Count);
        Assert.True(loki.TakenUnknown > 0);
        Assert.Equal(loki.TakenUnknown, loki.Repeated);
        Assert.InRange(loki.Streams.Count, 2, 7 * 6);
        Assert.Empty(loki.Breaches);
        var metrics = await agent.WaitForAsync(m => m.Sum("observe_component_sent_total", ("component", "forward_peer")) == written.Count, "all sent");
        Assert.Equal(0, metrics.Sum("observe_component_dropped_total", ("component", "forward_peer")));
        foreach (var reason in new[] { "http_429", "http_500", "http_503", "connection", "timeout" })
        {
            Assert.True(metrics.Sum("observe_component_errors_total", ("component", "forward_peer"), ("reason", reason)) > 0, reason);
        }
    }

    [Fact]
    public async Task Who_is_asked_to_wait_waits_and_sends_everything_then()
    {
        using var home = new TempDirectory();
        await using var loki = await LokiPeer.StartAsync(FreePort.Find());
        loki.RetryAfter = "3";
        var times = new ConcurrentQueue<long>();
        loki.Fault = n =>
        {
            times.Enqueue(Stopwatch.GetTimestamp());
            return n == 0 ? PeerFault.TooManyRequests : PeerFault.None;
        };
        var written = NumberedLines.Write(home["logs/app.log"], 0, 100);
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: ForwardConfiguration.Flags(home, "loki", loki.Address));
        await ReceivedAsync(loki, agent, written.Count);
        var asked = times.ToArray();
        Assert.True(Stopwatch.GetElapsedTime(asked[0], asked[1]) > TimeSpan.FromSeconds(2.9), "it came back sooner than it was asked to");
    }

    [Fact]
    public async Task What_the_peer_refuses_for_good_is_dropped_counted_and_said_once()
    {
        using var home = new TempDirectory();
        await using var loki = await LokiPeer.StartAsync(FreePort.Find());
        loki.Fault = n => n < 2 ? PeerFault.BadRequest : PeerFault.None;
        var flags = ForwardConfiguration.Flags(home, "loki", loki.Address);
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: flags);
        for (var i = 0; i < 3; i++)
        {
            NumberedLines.Write(home[$"logs/{i}.log"], i * 10, 10);
            var requests = i + 1;
            await Eventually.TrueAsync(() => loki.Requests == requests, TimeSpan.FromSeconds(20), () => agent.Process.Everything);
        }

        await ReceivedAsync(loki, agent, 10);
        var metrics = await agent.WaitForAsync(m => m.Sum("observe_component_sent_total", ("component", "forward_peer")) == 10, "the third batch sent");
        Assert.Equal(20, metrics.Sum("observe_component_dropped_total", ("component", "forward_peer"), ("reason", "http_400")));
        Assert.Single(agent.Process.Errors.Split('\n'), l => l.Contains("entry too far behind", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_again_and_again_everything_written_arrives_and_only_what_was_under_way_comes_twice()
    {
        using var home = new TempDirectory();
        await using var loki = await LokiPeer.StartAsync(FreePort.Find());
        loki.Fault = n => n % 7 == 3 ? PeerFault.Unavailable : PeerFault.None;
        var flags = ForwardConfiguration.Flags(home, "loki", loki.Address, new { batchBytes = "64KiB" });
        var random = new Random(5);
        using var end = new CancellationTokenSource();
        var writing = NumberedLines.KeepWritingAsync(home["logs/app.log"], end.Token);
        var program = new AgentProgram(home);
        for (var round = 0; round < Kills; round++)
        {
            using var killed = program.Start(["agent", .. AgentProgram.Watch([home["logs/*.log"]]), "--data", program.Data, "--listen", "127.0.0.1:0", .. flags]);
            await Task.Delay(random.Next(500, 2000));
            killed.Signal(ChildProcess.Kill);
            await killed.WaitAsync();
        }

        await end.CancelAsync();
        var written = await writing;
        using var agent = await program.ServeAsync([home["logs/*.log"]], more: flags);
        await ReceivedAsync(loki, agent, written);
        var metrics = await agent.WaitForAsync(m => m.Sum("observe_log_records_total") == written, "all counted");
        output.WriteLine($"{Kills} kills, {written} lines, {loki.Repeated} came twice, {loki.Requests} requests");
        Assert.Equal(NumberedLines.All(written).Order(StringComparer.Ordinal), loki.Lines().Keys.Order(StringComparer.Ordinal));
        Assert.All(loki.Lines().Values, times => Assert.Equal(1, times));

        // At most one batch a kill was under way, and a batch ends with the frame that takes it over 64 KiB.
        Assert.InRange(loki.Repeated, 0, Kills * 5000);
        Assert.Empty(loki.Breaches);
        Assert.Equal(0, metrics.Sum("observe_component_dropped_total", ("component", "forward_peer")));
    }

    [Fact]
    public async Task A_peer_that_is_down_while_the_agent_restarts_loses_nothing()
    {
        using var home = new TempDirectory();
        var port = FreePort.Find();
        var flags = ForwardConfiguration.Flags(home, "loki", $"http://127.0.0.1:{port}");
        var program = new AgentProgram(home);
        for (var i = 0; i < 3; i++)
        {
            using var agent = await program.ServeAsync([home["logs/*.log"]], more: flags);
            NumberedLines.Append(home["logs/app.log"], i * 1000, 1000);
            var expected = (i + 1) * 1000;
            await agent.WaitForAsync(m => m.Sum("observe_log_records_total") == expected, "all counted");
            Assert.Equal(0, await agent.StopAsync());
        }

        await using var loki = await LokiPeer.StartAsync(port);
        using var last = await program.ServeAsync([home["logs/*.log"]], more: flags);
        await ReceivedAsync(loki, last, 3000);
        Assert.Equal(NumberedLines.All(3000).Order(StringComparer.Ordinal), loki.Lines().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, loki.Repeated);
    }

    [Fact]
    public async Task With_the_peer_down_a_million_records_cost_neither_memory_nor_a_record()
    {
        const int lines = 1_000_000;
        using var home = new TempDirectory();
        var port = FreePort.Find();
        var flags = ForwardConfiguration.Flags(home, "loki", $"http://127.0.0.1:{port}", new { queueBytes = "16MiB" });
        NumberedLines.Write(home["logs/app.log"], 0, lines, keep: false);
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: flags);
        var full = await agent.WaitForAsync(
            m => m.Sum("observe_queue_size_bytes", ("component", "forward_peer")) >= m.Sum("observe_queue_limit_bytes", ("component", "forward_peer")), "the queue full");
        await Task.Delay(2000);
        full = await agent.MetricsAsync();
        var counted = full.Sum("observe_log_records_total");
        Assert.InRange(counted, 10_000, lines - 100_000);
        Assert.True(full.Sum("observe_log_lag_bytes") > 0, "no lag is shown");
        Assert.InRange(full.Sum("observe_queue_size_bytes", ("component", "forward_peer")), 16 << 20, 20 << 20);
        var down = Memory(agent);

        await using var loki = await LokiPeer.StartAsync(port);
        await ReceivedAsync(loki, agent, lines, seconds: 120);
        Assert.Equal(lines, loki.Lines().Count);
        Assert.Empty(loki.Breaches);
        var peak = Memory(agent);
        output.WriteLine($"peak RSS with the queue full {down} MB, after {lines} lines {peak} MB");
        Assert.InRange(peak, 1, 250);
        Assert.True(Directory.GetFiles(home["data/forward/peer"], "*.queue").Sum(f => new FileInfo(f).Length) < 20 << 20);
    }

    [Fact]
    public async Task A_single_pass_sends_what_it_read_before_it_ends()
    {
        using var home = new TempDirectory();
        await using var loki = await LokiPeer.StartAsync(FreePort.Find());
        NumberedLines.Write(home["logs/app.log"], 0, 500);
        var finished = await new AgentProgram(home).ProcessAsync([home["logs/*.log"]], ForwardConfiguration.Flags(home, "loki", loki.Address));
        Assert.True(finished.ExitCode == 0, finished.Errors);
        Assert.Equal(500, loki.Count);
    }

    private static long Memory(RunningAgent agent)
    {
        var line = File.ReadLines($"/proc/{agent.Process.Id}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task ReceivedAsync(LokiPeer loki, RunningAgent agent, long lines, int seconds = 60)
    {
        var clock = Stopwatch.StartNew();
        await Eventually.TrueAsync(
            () => loki.Count >= lines || !loki.Breaches.Count.Equals(0),
            TimeSpan.FromSeconds(seconds),
            () => $"{loki.Count} of {lines} lines after {clock.Elapsed}. The agent said:\n{agent.Process.Everything}");
        Assert.Empty(loki.Breaches);
    }
}
