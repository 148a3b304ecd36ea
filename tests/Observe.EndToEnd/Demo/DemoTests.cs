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

    /// <summary>What the memory loop pushes; its health is judged every 5 s.</summary>
    private static readonly string[] MemoryFamilies =
    [
        "cmr_captures_total", "cmr_states_captured_total", "cmr_states_stored_total", "cmr_capture_duration_seconds_count",
        "cmr_reconstructions_total", "cmr_reconstruction_memories_count", "cmr_reconstruction_duration_seconds_count",
        "cmr_reconstruction_quality_count", "cmr_forward_duration_seconds_count", "cmr_retrievals_total",
        "cmr_retrieval_duration_seconds_count", "cmr_retrieval_quality_count", "cmr_cache_requests_total",
        "cmr_capture_efficiency_ratio", "cmr_storage_efficiency_ratio", "cmr_buffer_entries", "cmr_buffer_limit",
        "cmr_buffer_size_bytes", "cmr_buffer_utilization_ratio", "cmr_health_score_ratio", "observe_cmr_health_score_ratio",
    ];

    private static readonly string[] Providers = ["groq", "ollama", "kimi", "ippoc", "openai", "anthropic"];
    private static readonly string[] Levels = ["debug", "info", "warn", "error"];

    [Fact]
    public async Task The_memory_loop_pushes_every_measure_to_the_agents_own_endpoint_and_is_well()
    {
        using var home = new TempDirectory();
        var address = $"127.0.0.1:{FreePort.Find()}";
        using var process = new AgentProgram(home).Start("agent", "--demo", "--data", home["data"], "--listen", address);
        using var agent = new RunningAgent(process, address);
        await agent.WaitUntilReadyAsync();
        var metrics = await agent.WaitForAsync(m => MemoryFamilies.All(f => m.Of(f).Any()) && Judged(m).Count == 2, "every family of the memory loop, and the lines of the log", seconds: 20);

        Assert.Equal(["log:ippoc", "observe-demo"], Judged(metrics).Order(StringComparer.Ordinal));
        Assert.Equal(12, metrics.Of("cmr_captures_total").Count());
        Assert.All(metrics.Of("cmr_health_score_ratio").Concat(metrics.Of("observe_cmr_health_score_ratio")), h => Assert.True(h.Value >= 0.7, $"{h}"));
        Assert.Equal(0, await agent.StopAsync());
    }

    [Fact]
    public async Task At_once_every_metric_derived_from_logs_has_something_to_show_of_every_provider_and_level()
    {
        using var home = new TempDirectory();
        var address = $"127.0.0.1:{FreePort.Find()}";
        using var process = new AgentProgram(home).Start("agent", "--demo", "--data", home["data"], "--listen", address);
        using var agent = new RunningAgent(process, address);
        await agent.WaitUntilReadyAsync();
        var metrics = await agent.WaitForAsync(
            m => LogFamilies.All(f => m.Of(f).Any())
                && Providers.All(p => m.Sum("observe_log_records_total", ("provider", p)) > 0)
                && Levels.All(l => m.Sum("observe_log_records_total", ("level", l)) > 0),
            "every family derived from logs, every provider, every level",
            seconds: 30);

        await NoBudgetIsUsedUpAsync(agent);
        var before = metrics.Sum("observe_log_records_total");
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") > before + 20, "the demo to go on");
        Assert.Equal(0, await agent.StopAsync());
    }

    /// <summary>Nor would one be in a day like this: every alert of a healthy demo would be a false one.</summary>
    private static async Task NoBudgetIsUsedUpAsync(RunningAgent agent)
    {
        const int seconds = 6;
        var first = (await agent.MetricsAsync()).Sum("observe_tokens_total");
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var metrics = await agent.MetricsAsync();
        var aSecond = (metrics.Sum("observe_tokens_total") - first) / seconds;
        Assert.True(aSecond > 0, "the demo uses no tokens");
        foreach (var (budget, length) in new[] { ("hourly", 3600), ("daily", 86_400) })
        {
            Assert.Equal(1, metrics.Sum("observe_budget_state", ("budget", budget), ("state", "ok")));
            Assert.True(aSecond * length < 0.8 * metrics.Sum("observe_token_budget_limit", ("budget", budget)), $"{aSecond} tokens a second are too many for the {budget} budget");
        }
    }

    private static HashSet<string> Judged(Exposition metrics) =>
        [.. metrics.Of("observe_cmr_health_score_ratio").Select(s => s.Labels["source"])];
}
