using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Observe.Agent.Records.Otlp.Wire;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Forward;

/// <summary>The executable sends records to an OTLP peer and passes on what apps push to it.</summary>
public class OtlpTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Records_arrive_over_OTLP_with_the_token_of_a_file_through_faults()
    {
        using var home = new TempDirectory();
        await using var peer = await OtlpPeer.StartAsync(FreePort.Find(), token: "s3cret");
        peer.Fault = n => n switch { 0 => PeerFault.Unavailable, 1 => PeerFault.Reset, 2 => PeerFault.TooManyRequests, _ => PeerFault.None };
        var written = NumberedLines.Write(home["logs/app.log"], 0, 5000);
        var flags = ForwardConfiguration.Flags(home, "otlp", peer.Address + "/otlp", new { bearerTokenFile = home.Write("token", "s3cret\n") });
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: flags);
        await Eventually.TrueAsync(() => peer.Lines.Count >= 5000 || peer.Breaches.Count > 0, TimeSpan.FromSeconds(60), () => agent.Process.Everything);
        Assert.Empty(peer.Breaches);
        Assert.Equal(written, peer.Lines);
        Assert.DoesNotContain("s3cret", agent.Process.Everything);
    }

    [Fact]
    public async Task What_the_peer_rejects_of_a_request_is_counted()
    {
        using var home = new TempDirectory();
        await using var peer = await OtlpPeer.StartAsync(FreePort.Find());
        peer.Rejected = 7;
        NumberedLines.Write(home["logs/app.log"], 0, 100);
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: ForwardConfiguration.Flags(home, "otlp", peer.Address));
        await agent.WaitForAsync(m => m.Sum("observe_component_dropped_total", ("component", "forward_peer"), ("reason", "rejected")) == 7, "the rejected counted");
    }

    [Fact]
    public async Task What_apps_push_is_passed_on_unchanged_though_the_peer_is_down_and_the_agent_is_killed()
    {
        using var home = new TempDirectory();
        var peerPort = FreePort.Find();
        var http = FreePort.Find();
        var flags = ForwardConfiguration.Flags(home, "relay", $"http://127.0.0.1:{peerPort}", new { signals = new[] { "traces", "logs" } });
        var program = new AgentProgram(home).With("OBSERVE__OTLP__HTTP", $"127.0.0.1:{http}");
        var pushed = new List<(string Path, string Group)>();
        for (var round = 0; round < 3; round++)
        {
            using var agent = await program.ServeAsync([home["logs/*.log"]], more: flags);
            for (var i = 0; i < 20; i++)
            {
                pushed.Add(await PushAsync(http, "/v1/traces", Span(round, i)));
                pushed.Add(await PushAsync(http, "/v1/logs", Log(round, i)));
            }

            await agent.KillAsync();
        }

        await using var peer = await OtlpPeer.StartAsync(peerPort);
        using var last = await program.ServeAsync([home["logs/*.log"]], more: flags);
        await Eventually.TrueAsync(() => peer.Groups.Count >= pushed.Count || peer.Breaches.Count > 0, TimeSpan.FromSeconds(30), () => last.Process.Everything);
        Assert.Empty(peer.Breaches);
        Assert.Equal(pushed.Order(), peer.Groups.Order());
        var metrics = await last.WaitForAsync(m => m.Sum("observe_component_sent_total", ("component", "forward_peer-traces")) == 60, "60 requests of traces passed on");
        Assert.Equal(0, metrics.Sum("observe_queue_size_bytes", ("component", "forward_peer-logs")));
        Assert.DoesNotContain(metrics.Of("observe_queue_size_bytes"), s => s.Has([("component", "forward_peer-metrics")]));
    }

    private static async Task<(string Path, string Group)> PushAsync(int port, string path, byte[] group)
    {
        using var request = new ProtoWriter();
        request.Bytes(1, group);
        using var content = new ByteArrayContent(request.Written.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await Http.PostAsync(new Uri($"http://127.0.0.1:{port}{path}"), content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (path, Convert.ToHexString(group));
    }

    /// <summary>A resource with a field that nobody knows: what is passed on is what came.</summary>
    private static byte[] Span(int round, int number)
    {
        using var group = new ProtoWriter();
        var scope = group.Begin(2);
        var span = group.Begin(2);
        group.Bytes(1, Encoding.ASCII.GetBytes($"trace-{round:00}-{number:0000000}"));
        group.Bytes(2, Encoding.ASCII.GetBytes($"span{number:0000}"));
        group.Text(5, "call");
        group.Fixed64(7, 1_795_000_000_000_000_000);
        group.Fixed64(8, 1_795_000_000_100_000_000);
        group.Text(999, "from the future");
        group.End(span);
        group.End(scope);
        return group.Written.ToArray();
    }

    private static byte[] Log(int round, int number)
    {
        using var group = new ProtoWriter();
        var scope = group.Begin(2);
        var record = group.Begin(2);
        group.Fixed64(1, 1_795_000_000_000_000_000);
        var body = group.Begin(5);
        group.Text(1, $"pushed {round} {number}");
        group.End(body);
        group.End(record);
        group.End(scope);
        return group.Written.ToArray();
    }
}
