using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Load;

/// <summary>Ten thousand watched files that nobody writes to.</summary>
public sealed class ManyFilesTests(ITestOutputHelper output)
{
    private const int Files = 10_000;

    [Fact]
    public async Task Ten_thousand_idle_files_cost_next_to_nothing_and_one_that_wakes_is_read_at_once()
    {
        using var home = new TempDirectory();
        for (var i = 0; i < Files; i++)
        {
            home.Write($"logs/{i % 20}/{i}.log", $"2025-11-20 10:00:00,000 INFO [kimi] file {i} says hello and nothing more\n");
        }

        using var agent = await new AgentProgram(home).ServeAsync([home["logs/**/*.log"]]);
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= Files, "a line of each", seconds: 120);

        // The first seconds are still compilation and collection of what reading left.
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = ProcessUse.CpuSeconds(agent.Process);
        await Task.Delay(TimeSpan.FromSeconds(20));
        var share = (ProcessUse.CpuSeconds(agent.Process) - before) / 20;
        var megabytes = ProcessUse.Megabytes(agent.Process);
        output.WriteLine($"{share:P2} of a core, {megabytes:0} MB, {ProcessUse.PeakMegabytes(agent.Process):0} MB at most");
        Assert.InRange(share, 0, 0.02);
        Assert.InRange(megabytes, 1, 150);

        await File.AppendAllTextAsync(home["logs/7/1007.log"], "2025-11-20 10:00:01,000 INFO [kimi] another\n");
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") == Files + 1, "the line of the one that woke", seconds: 5);
    }
}
