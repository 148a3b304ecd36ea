using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Forward;

/// <summary>The agent's own log goes the way of other logs, and does not talk about itself talking.</summary>
public class OwnLogTests
{
    [Fact]
    public async Task The_agents_own_records_are_sent_under_a_job_of_their_own_and_never_about_the_sending()
    {
        using var home = new TempDirectory();
        await using var loki = await LokiPeer.StartAsync(FreePort.Find(), keep: true);
        loki.Fault = n => n < 6 ? PeerFault.ServerError : n == 7 ? PeerFault.BadRequest : PeerFault.None;

        // A binary file makes the agent say something.
        home.Make("logs");
        await File.WriteAllBytesAsync(home["logs/binary.log"], new byte[5000]);
        NumberedLines.Write(home["logs/app.log"], 0, 10);
        var flags = ForwardConfiguration.Flags(home, "loki", loki.Address, root: new { log = new { level = "debug", file = home["logs/observe.log"], format = "json" } });
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: flags);
        await Eventually.TrueAsync(() => loki.Kept!.Exists(k => k.Labels["job"] == "observe"), TimeSpan.FromSeconds(30), () => agent.Process.Everything);
        NumberedLines.Append(home["logs/app.log"], 10, 10);
        await Eventually.TrueAsync(() => loki.Requests >= 8, TimeSpan.FromSeconds(30), () => agent.Process.Everything);
        await Task.Delay(1500);
        var requests = loki.Requests;
        await Task.Delay(1500);
        Assert.Equal(requests, loki.Requests);

        var own = loki.Kept!.Where(k => k.Labels["job"] == "observe").ToList();
        var binary = own.First(k => k.Line.Contains("binary.log", StringComparison.Ordinal));
        Assert.Equal(("warn", "unknown"), (binary.Labels["level"], binary.Labels["provider"]));
        Assert.Equal(["category"], binary.Metadata.Keys);
        Assert.DoesNotContain(own, k => k.Line.StartsWith("Delivery:", StringComparison.Ordinal));
        Assert.Contains("Delivery: ", agent.Process.Errors.Replace("\"component\":\"Delivery\"", "Delivery: ", StringComparison.Ordinal));
        Assert.Empty(loki.Breaches);

        // Its own log lies in the watched folder and is no log of others.
        Assert.True(new FileInfo(home["logs/observe.log"]).Length > 0);
        Assert.DoesNotContain(loki.Kept!, k => k.Metadata.GetValueOrDefault("file", "").EndsWith("observe.log", StringComparison.Ordinal));
    }
}
