using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Health;

/// <summary><c>observe health</c> from the data directory: what was read, and whether it is well.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Few_errors_are_healthy_and_more_than_the_threshold_are_not()
    {
        Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 1_000_000);
        var agent = new AgentProgram(_home);
        await agent.ProcessAsync([_home["logs/*.log"]]);
        var healthy = await HealthAsync(agent);
        var unhealthy = await HealthAsync(agent.With("OBSERVE__HEALTH__ERRORRATE", "0.001"));

        Assert.Equal(0, healthy.ExitCode);
        Assert.Equal(1, unhealthy.ExitCode);
        Assert.NotEqual(healthy.Output, unhealthy.Output);
    }

    [Fact]
    public async Task Mostly_errors_are_unhealthy_by_default()
    {
        _home.Write("logs/app.log", string.Concat(Enumerable.Repeat("2025-11-20 10:00:00,000 ERROR [groq] connection refused by upstream\n", 50)));
        var agent = new AgentProgram(_home);
        await agent.ProcessAsync([_home["logs/*.log"]]);
        var health = await HealthAsync(agent);

        Assert.Equal(1, health.ExitCode);
        Assert.Contains("connection refused by upstream", health.Output);
    }

    [Fact]
    public async Task It_works_beside_a_running_agent()
    {
        var counts = Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 1_000_000);
        var program = new AgentProgram(_home);
        using var agent = await program.ServeAsync([_home["logs/*.log"]]);
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= counts.Lines, "all lines");
        var health = await HealthAsync(program);

        Assert.Equal(0, health.ExitCode);
        Assert.Equal(counts.Lines, health.Json().GetProperty("entries").GetInt64());
        var providers = health.Json().GetProperty("providers");
        Assert.All(counts.Providers, p => Assert.Equal(p.Value, providers.GetProperty(p.Key).GetProperty("entries").GetInt64()));
        Assert.Contains(_home["logs/app.log"], health.Output);
    }

    [Fact]
    public async Task Without_any_data_it_says_so()
    {
        var health = await new AgentProgram(_home).RunAsync("health", "--data", _home["nothing"]);

        Assert.Contains(_home["nothing"], health.Everything);
        Assert.DoesNotContain("Unhandled exception", health.Everything);
    }

    private Task<Finished> HealthAsync(AgentProgram agent) => agent.RunAsync("health", "--data", _home["data"], "--json");
}
