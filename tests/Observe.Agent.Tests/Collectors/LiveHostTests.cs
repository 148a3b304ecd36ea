using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

/// <summary>The collectors on the machine that runs the tests, whatever it is.</summary>
public class LiveHostTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Every_collector_succeeds_here_and_what_it_says_can_be()
    {
        using var set = Live(new CollectorOptions());
        set.Refresh();
        var read = Collected.From(set.Meter);
        Assert.All(read.Of("observe.collector.success"), s => Assert.True(read[s] == 1, s));
        Assert.Equal(CollectorSet.Names.Count, read.Of("observe.collector.success").Count());
        Assert.InRange(read["system.uptime"], 1, 1e10);
        var own = $"{{process.executable.name={Path.GetFileName(Environment.ProcessPath)}}}";
        Assert.InRange(read["process.memory.usage" + own], 1e6, read["system.memory.limit"]);
        Assert.InRange(read["process.thread.count" + own], 2, 10_000);
        Assert.InRange(read["process.unix.file_descriptor.count" + own], 3, 100_000);
        Assert.InRange(read["process.uptime" + own], 0, read["system.uptime"]);
        Assert.Contains(read.Of("system.network.io"), s => s.Contains("=lo,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_that_is_started_and_ended_comes_and_goes()
    {
        using var sleep = System.Diagnostics.Process.Start("sleep", "60");
        try
        {
            using var set = Live(new CollectorOptions { Enabled = ["process"], Processes = [Path.GetFileName(ExecutableOf(sleep.Id))] });
            set.Refresh();
            Assert.Contains(Collected.From(set.Meter).Of("process.memory.usage"), s => s.Contains($"={sleep.Id}", StringComparison.Ordinal));
            sleep.Kill();
            await sleep.WaitForExitAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
            set.Refresh();
            Assert.DoesNotContain(Collected.From(set.Meter).Series, s => s.Contains($"={sleep.Id}", StringComparison.Ordinal));
        }
        finally
        {
            sleep.Kill();
        }
    }

    /// <summary>
    /// Measured at 6.4 kB on a machine of two CPUs and one disk; most of it are the measurements of values that changed, which
    /// copy the attributes of their series, the framework's doing. Strings of files or lines would be many times as much.
    /// </summary>
    [Fact]
    public void A_reading_makes_little_garbage()
    {
        using var set = Live(new CollectorOptions { Processes = ["no-such-program"] });
        long Reading()
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var before = GC.GetAllocatedBytesForCurrentThread();
            set.Refresh();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Reading();
        Reading();
        var least = Enumerable.Range(0, 5).Min(_ => Reading());
        Assert.True(least < 24 * 1024, $"{least} bytes");
    }

    private static string ExecutableOf(int id)
    {
        // Until the child has become its program it is still a copy of this process.
        var link = new FileInfo($"/proc/{id}/exe");
        string? target;
        do
        {
            target = link.LinkTarget;
        }
        while (target == Environment.ProcessPath);
        return target!;
    }

    private CollectorSet Live(CollectorOptions options) => CollectorSet.Create(options, _time, NullLoggerFactory.Instance, new HostFiles("/"));
}
