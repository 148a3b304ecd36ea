using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class ProcessCollectorTests
{
    private const string Watched = "process.executable.name=ollama,process.pid=4242";

    private static readonly string Own = $"process.executable.name={Path.GetFileName(Environment.ProcessPath)}";

    [Fact]
    public void The_agents_own_process_has_a_name_and_no_id()
    {
        using var process = Process();
        var read = process.Read();
        Assert.Equal(414L * Environment.SystemPageSize, read[$"process.memory.usage{{{Own}}}"]);
        Assert.Equal(2990080, read[$"process.memory.virtual{{{Own}}}"]);
        Assert.Equal(45056, read[$"process.disk.io{{{Own},disk.io.direction=read}}"]);
        Assert.Equal(1, read[$"process.thread.count{{{Own}}}"]);
        Assert.Equal(3, read[$"process.unix.file_descriptor.count{{{Own}}}"]);
        Assert.DoesNotContain(read.Series, s => s.Contains("process.pid", StringComparison.Ordinal));
    }

    [Fact]
    public void A_watched_process_is_found_by_its_executable_whatever_it_calls_itself()
    {
        using var process = Process("ollama");
        process.Host.Link("proc/4242/exe", "/usr/local/bin/ollama");
        var read = process.Read();
        Assert.Equal(12.5, read[$"process.cpu.time{{{Watched},cpu.mode=user}}"]);
        Assert.Equal(3.1, read[$"process.cpu.time{{{Watched},cpu.mode=system}}"]);
        Assert.Equal(5000L * Environment.SystemPageSize, read[$"process.memory.usage{{{Watched}}}"]);
        Assert.Equal(987654144, read[$"process.memory.virtual{{{Watched}}}"]);
        Assert.Equal(777216, read[$"process.disk.io{{{Watched},disk.io.direction=read}}"]);
        Assert.Equal(12288, read[$"process.disk.io{{{Watched},disk.io.direction=write}}"]);
        Assert.Equal(17, read[$"process.thread.count{{{Watched}}}"]);
        Assert.Equal(5, read[$"process.unix.file_descriptor.count{{{Watched}}}"]);
        Assert.Equal(1028.45, read[$"process.uptime{{{Watched}}}"], 6);
    }

    [Fact]
    public void An_executable_that_was_replaced_on_disk_keeps_its_name()
    {
        using var process = Process("ollama");
        process.Host.Link("proc/4242/exe", "/usr/local/bin/ollama (deleted)");
        Assert.True(process.Read().Has($"process.uptime{{{Watched}}}"));
    }

    [Fact]
    public void Where_the_executable_may_not_be_asked_for_the_kernels_cut_name_decides()
    {
        using var process = Process("ollama", "inference-server");
        var read = process.Read();
        Assert.True(read.Has("process.uptime{process.executable.name=ollama,process.pid=4243}"));
        Assert.True(read.Has("process.uptime{process.executable.name=inference-server,process.pid=4244}"));
        Assert.False(read.Has($"process.uptime{{{Watched}}}"));
    }

    [Fact]
    public void A_process_that_shows_less_of_itself_is_reported_with_that()
    {
        using var process = Process("ollama");
        var read = process.Read();
        Assert.True(read.Has("process.memory.usage{process.executable.name=ollama,process.pid=4243}"));
        Assert.DoesNotContain(read.Of("process.disk.io"), s => s.Contains("4243", StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_that_ends_between_being_listed_and_being_read_is_not_there()
    {
        using var process = Process("ollama");
        process.Host.Delete("proc/4243/stat");
        var read = process.Read();
        Assert.DoesNotContain(read.Series, s => s.Contains("4243", StringComparison.Ordinal));
        Assert.True(read.Has($"process.memory.usage{{{Own}}}"));
    }

    [Fact]
    public void An_ended_process_is_no_longer_reported()
    {
        using var process = Process("ollama");
        Assert.Contains(process.Read().Series, s => s.Contains("4243", StringComparison.Ordinal));
        process.Host.Delete("proc/4243");
        Assert.DoesNotContain(process.Read().Series, s => s.Contains("4243", StringComparison.Ordinal));
    }

    [Fact]
    public void Utilization_needs_two_readings_and_is_a_share_of_the_cpus_the_process_may_run_on()
    {
        using var process = Process("ollama");
        process.Host.Link("proc/4242/exe", "/usr/local/bin/ollama");
        Assert.Empty(process.Read().Of("process.cpu.utilization"));
        process.Host.Write("proc/uptime", "2038.45 3518.70\n");
        process.Host.Replace("proc/4242/stat", " 1250 310 ", " 1750 410 ");
        var read = process.Read();
        Assert.Equal(0.25, read[$"process.cpu.utilization{{{Watched},cpu.mode=user}}"], 6);
        Assert.Equal(0.05, read[$"process.cpu.utilization{{{Watched},cpu.mode=system}}"], 6);
    }

    [Fact]
    public void An_id_that_passes_to_another_process_starts_anew()
    {
        using var process = Process("ollama");
        process.Read();
        process.Host.Write("proc/uptime", "2038.45 3518.70\n");
        process.Host.Replace("proc/4243/stat", " 1250 310 0 0 20 0 17 0 100000 ", " 2 1 0 0 20 0 1 0 203800 ");
        var read = process.Read();
        Assert.DoesNotContain(read.Of("process.cpu.utilization"), s => s.Contains("4243", StringComparison.Ordinal));
        Assert.Equal(0.45, read["process.uptime{process.executable.name=ollama,process.pid=4243}"], 6);
    }

    [Fact]
    public void There_is_a_limit_to_watched_processes_and_the_lowest_ids_stay()
    {
        using var process = new CollectorUnderTest("host", (files, metrics) => new ProcessCollector(
            files, metrics, new CollectorOptions { Processes = ["ollama"], ProcessLimit = 1 }, NullLogger.Instance));
        process.Host.Link("proc/4242/exe", "/usr/local/bin/ollama");
        var read = process.Read();
        Assert.True(read.Has($"process.uptime{{{Watched}}}"));
        Assert.DoesNotContain(read.Series, s => s.Contains("4243", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 (x) S 1 2 3")]
    [InlineData("1 (x) S 1 1 1 0 -1 1 1 0 1 0 a b 0 0 20 0 1 0 1 1 1 1")]
    public void A_malformed_file_is_a_failure(string text)
    {
        using var process = Process();
        process.Host.Write("proc/self/stat", text);
        Assert.Throws<InvalidDataException>(process.ReadOnly);
    }

    private static CollectorUnderTest Process(params string[] names) => new("host", (files, metrics) =>
        new ProcessCollector(files, metrics, new CollectorOptions { Processes = names }, NullLogger.Instance));
}
