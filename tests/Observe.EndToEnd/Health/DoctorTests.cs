using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Health;

/// <summary><c>observe doctor</c> beside a running agent, and without one.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TempDirectory _home = new();
    private readonly int _otlp = FreePort.Find();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Without_an_agent_it_says_so_and_fails()
    {
        var doctor = await new AgentProgram(_home).RunAsync("doctor", "--listen", $"127.0.0.1:{FreePort.Find()}");

        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("no agent answers at", doctor.Output);
    }

    [Fact]
    public async Task A_running_agent_tells_who_pushed_and_what_it_refused()
    {
        var program = new AgentProgram(_home).With("OBSERVE__OTLP__HTTP", $"127.0.0.1:{_otlp}");
        using var agent = await program.ServeAsync([_home["none.log"]]);
        await agent.MetricsAsync();
        await PostAsync("/v1/logs", """{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hello"}}]}]}]}""");
        var (exit, findings) = await DoctorAsync(program, agent);
        Assert.Equal(0, exit);
        Assert.Contains(findings, f => f is { Check: "apps", State: "ok" } && f.What.StartsWith("shop: logs", StringComparison.Ordinal));
        Assert.Contains(findings, f => f is { Check: "scrapes", State: "ok" });

        await PostAsync("/v1/metrics", "{");
        (exit, findings) = await DoctorAsync(program, agent);
        Assert.Equal(1, exit);
        Assert.Contains(findings, f => f is { Check: "requests", State: "problem" } && f.What.Contains("malformed", StringComparison.Ordinal));

        var elsewhere = await program.RunAsync("doctor", "--listen", $"127.0.0.1:{_otlp}");
        Assert.Equal(1, elsewhere.ExitCode);
        Assert.Contains("is no agent of this version", elsewhere.Output);
    }

    private static async Task<(int Exit, List<(string Check, string State, string What)> Findings)> DoctorAsync(AgentProgram program, RunningAgent agent)
    {
        var doctor = await program.RunAsync("doctor", "--listen", agent.Address, "--json");
        using var json = JsonDocument.Parse(doctor.Output);
        return (doctor.ExitCode, [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(f =>
            (f.GetProperty("check").GetString()!, f.GetProperty("state").GetString()!, f.GetProperty("what").GetString()!))]);
    }

    private async Task PostAsync(string path, string json)
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(new Uri($"http://127.0.0.1:{_otlp}{path}"), content);
    }
}
