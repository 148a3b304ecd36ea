using System.Text;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Forward;

/// <summary>Secrets of a line stay on the machine and out of every file of the agent. Every secret here is made up.</summary>
public class SecretsTests
{
    private const string Mixed = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3";

    private static readonly string[] Secrets =
    [
        "sk-proj-" + Mixed, "sk-ant-" + "api03-" + Mixed, "gsk_" + Mixed, "AKIA" + "0123456789ABCDEF", "ghp_" + Mixed,
        "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "someone@example.com", "4111 1111 1111 1111", "hunter2hunter2",
    ];

    [Fact]
    public async Task No_secret_of_a_line_is_sent_stored_or_shown()
    {
        using var home = new TempDirectory();
        await using var loki = await LokiPeer.StartAsync(FreePort.Find());
        loki.Bodies = new();
        var lines = new StringBuilder();
        foreach (var secret in Secrets)
        {
            var shown = secret.StartsWith("hunter", StringComparison.Ordinal) ? "password=" + secret : secret;
            lines.Append($$$"""{"level":"error","provider":"groq","msg":"refused: \"{{{shown}}}\" said\nso","nested":{"deep":"{{{shown}}}"}}""").Append('\n');
            lines.Append($"ERROR refused {shown} said so\n");
        }

        home.Write("logs/app.log", lines.ToString());
        var program = new AgentProgram(home);
        using var agent = await program.ServeAsync([home["logs/*.log"]], more: ForwardConfiguration.Flags(home, "loki", loki.Address, root: new { log = new { file = home["own.log"], level = "debug" } }));
        await Eventually.TrueAsync(() => loki.Count >= 2 * Secrets.Length, TimeSpan.FromSeconds(30), () => agent.Process.Everything);
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= 2 * Secrets.Length, "all counted");
        var search = await program.RunAsync("logs", "search", "refused", "--json", "--data", program.Data);
        var byHttp = await agent.TextAsync("/api/logs?query=refused&limit=1000");
        Assert.Equal(2 * Secrets.Length, search.Json().GetProperty("records").GetArrayLength());
        Assert.Contains("[redacted]", byHttp);
        var patterns = await program.RunAsync("patterns", "list", "--json", "--data", program.Data);
        Assert.Equal(0, await agent.StopAsync());

        var places = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sent"] = string.Concat(loki.Bodies.Select(b => Encoding.UTF8.GetString(b))),
            ["search"] = search.Output, ["/api/logs"] = byHttp, ["patterns"] = patterns.Output, ["error stream"] = agent.Process.Everything,
        };
        foreach (var file in Directory.EnumerateFiles(home.Path, "*", SearchOption.AllDirectories).Where(f => !f.StartsWith(home["logs"], StringComparison.Ordinal)))
        {
            places[file] = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
        }

        Assert.Contains(places, p => p.Key.EndsWith("logs.db", StringComparison.Ordinal));
        Assert.Contains(places, p => p.Key.EndsWith(".queue", StringComparison.Ordinal));
        foreach (var (place, text) in places)
        {
            Assert.All(Secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} in {place}"));
        }
    }
}
