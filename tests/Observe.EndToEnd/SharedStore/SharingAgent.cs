using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.SharedStore;

/// <summary>An agent that shares its ledger, on a log of its own in a home of its own.</summary>
internal sealed class SharingAgent : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly TempDirectory _home = new();
    private readonly AgentProgram _program;
    private readonly int _port = FreePort.Find();
    private RunningAgent? _running;

    public SharingAgent(string connection)
    {
        _program = new AgentProgram(_home).With("OBSERVE__TOKENS__SHAREDSTORE", connection).With("OBSERVE__TOKENS__SHAREINTERVAL", "00:00:01");
        _home.Write("logs/app.log", "");
    }

    /// <summary>Tokens that were written to the log or reported over HTTP.</summary>
    public long Written { get; private set; }

    public RunningAgent Running => _running!;

    public async Task StartAsync() => _running = await _program.ServeAsync([_home["logs/*.log"]], _port);

    public async Task KillAsync()
    {
        await Running.KillAsync();
        Running.Dispose();
    }

    /// <summary>Writes so many lines of 15 tokens, for several models.</summary>
    public void Write(int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            text.Append($$"""{"level":"info","provider":"openai","model":"gpt-4o{{(i % 3 == 0 ? "-mini" : "")}}","prompt_tokens":10,"response_tokens":5,"msg":"done"}""").Append('\n');
        }

        File.AppendAllText(_home["logs/app.log"], text.ToString());
        Written += 15L * lines;
    }

    public async Task PostAsync(int tokens)
    {
        using var body = new StringContent($$"""{"provider":"openai","model":"gpt-4o","prompt_tokens":{{tokens}}}""", new MediaTypeHeaderValue("application/json"));
        using var response = await Http.PostAsync(new Uri($"http://{Running.Address}/api/tokens"), body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Written += tokens;
    }

    /// <summary>What the metrics page shows as counted.</summary>
    public async Task<long> CountedAsync() => (long)(await Running.MetricsAsync()).Sum("observe_tokens_total");

    public Task<Finished> RunAsync(params string[] arguments) => _program.RunAsync([.. arguments, "--data", _program.Data]);

    /// <summary>Of <c>observe tokens report</c>.</summary>
    public async Task<long> ReportedAsync(params string[] flags)
    {
        var report = await RunAsync(["tokens", "report", "--json", .. flags]);
        Assert.Equal(0, report.ExitCode);
        return report.Json().GetProperty("total").GetProperty("tokens").GetInt64();
    }

    /// <summary>The answer of the report over HTTP, and its status.</summary>
    public async Task<(int Status, JsonElement Body)> GetReportAsync()
    {
        using var response = await Http.GetAsync(new Uri($"http://{Running.Address}/api/tokens/report"));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, answer.RootElement.Clone());
    }

    public void Dispose()
    {
        _running?.Dispose();
        _home.Dispose();
    }
}
