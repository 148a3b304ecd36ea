using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Demo;

/// <summary>With <c>--demo</c> a newcomer sees something of everything at once.</summary>
public class DemoTests
{
    private static readonly string[] LogFamilies =
    [
        "observe_log_records_total",
        "observe_log_bytes_total",
        "observe_log_unparsed_total",
        "observe_log_request_duration_seconds_count",
        "observe_log_files",
        "observe_log_files_size_bytes",
        "observe_log_file_largest_bytes",
        "observe_log_lag_bytes",
        "observe_tokens_total",
    ];

    [Fact]
    public async Task Within_ten_seconds_every_metric_derived_from_logs_has_something_to_show()
    {
        using var home = new TempDirectory();
        var address = $"127.0.0.1:{FreePort.Find()}";
        using var process = new AgentProgram(home).Start("agent", "--demo", "--data", home["data"], "--listen", address);
        using var agent = new RunningAgent(process, address);
        await agent.WaitUntilReadyAsync();
        var metrics = await agent.WaitForAsync(m => LogFamilies.All(f => m.Of(f).Any()), "every family derived from logs", seconds: 10);

        Assert.All(
            ["groq", "ollama", "kimi", "ippoc", "openai", "anthropic"],
            provider => Assert.True(metrics.Sum("observe_log_records_total", ("provider", provider)) > 0, provider));
        Assert.All(
            ["debug", "info", "warn", "error"],
            level => Assert.True(metrics.Sum("observe_log_records_total", ("level", level)) > 0, level));

        var before = metrics.Sum("observe_log_records_total");
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") > before + 20, "the demo to go on");
        Assert.Equal(0, await agent.StopAsync());
    }
}
