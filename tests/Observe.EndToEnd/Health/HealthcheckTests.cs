using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Health;

/// <summary>What a container's health check sees of the agent beside it.</summary>
public sealed class HealthcheckTests : IDisposable
{
    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_says_whether_the_agent_is_ready()
    {
        var program = new AgentProgram(_home);
        using (var agent = await program.ServeAsync([_home["logs/*"]]))
        {
            var ready = await program.RunAsync("healthcheck", "--listen", agent.Address);
            Assert.Equal(0, ready.ExitCode);
            Assert.Equal("ready", ready.Output.Trim());
        }

        var gone = await program.RunAsync("healthcheck", "--listen", $"127.0.0.1:{FreePort.Find()}");
        Assert.Equal(1, gone.ExitCode);
        Assert.Contains("does not answer", gone.Errors);
    }
}
