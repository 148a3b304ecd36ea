using System.Net;
using System.Net.Sockets;
using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.BadInput;

/// <summary>What the agent cannot start or go on without: it says which thing and what to do about it.</summary>
public sealed class BadSurroundingsTests : IDisposable
{
    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_taken_port_is_named_with_the_way_out()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = taken.LocalEndpoint.ToString()!;
        var run = await new AgentProgram(_home).RunAsync("agent", "--data", _home["data"], "--watch", _home["logs/*.log"], "--listen", address);

        RefusesToStart(run, address, "--listen");
    }

    [NeedsRootFact("setpriv")]
    public async Task An_unwritable_data_directory_is_named_with_the_way_out()
    {
        var data = _home.Make("closed");
        File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var process = UnprivilegedUser.Start(_home, "agent", "--data", data, "--watch", _home["logs/*.log"], "--listen", $"127.0.0.1:{FreePort.Find()}");
        var code = await process.WaitAsync();

        RefusesToStart(new Finished(code, process.Output, process.Errors), data, "--data");
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_named_with_the_way_out()
    {
        var data = _home.Write("data", "no directory");
        var run = await new AgentProgram(_home).RunAsync("process", "--data", data, "--watch", _home["logs/*.log"]);

        RefusesToStart(run, data, "--data");
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_told_on_the_error_stream()
    {
        var run = await RedirectedAsync("> /dev/full", "config");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The output cannot be written: ", run.Errors);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("2> /dev/full")]
    [InlineData("2>&-")]
    public async Task An_error_stream_that_cannot_be_written_ends_nothing(string redirection)
    {
        Directory.CreateSymbolicLink(Path.Combine(_home.Make("logs"), "out.log"), "/etc/passwd");
        _home.Write("logs/app.log", "level=info msg=x\n");
        var run = await RedirectedAsync(redirection, "process", "--data", _home["data"], "--watch", _home["logs/*.log"], "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(1, run.Json().GetProperty("lines").GetInt64());
    }

    [Fact]
    public async Task A_second_agent_on_the_same_data_directory_is_refused_and_the_first_goes_on()
    {
        var counts = Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 500_000);
        using var first = await new AgentProgram(_home).ServeAsync([_home["logs/*.log"]]);
        var second = await new AgentProgram(_home).RunAsync(
            "agent", "--data", _home["data"], "--watch", _home["logs/*.log"], "--listen", $"127.0.0.1:{FreePort.Find()}");
        var processing = await new AgentProgram(_home).ProcessAsync([_home["logs/*.log"]]);

        RefusesToStart(second, _home["data"], "--data");
        RefusesToStart(processing, _home["data"], "--data");
        var metrics = await first.WaitForAsync(m => m.Sum("observe_log_records_total") >= counts.Lines, "all lines");
        Assert.Equal(counts.Lines, metrics.Sum("observe_log_records_total"));
    }

    [Fact]
    public async Task A_killed_agent_leaves_its_data_directory_free_for_the_next()
    {
        using (var killed = await new AgentProgram(_home).ServeAsync([_home["logs/*.log"]]))
        {
            await killed.KillAsync();
        }

        using var next = await new AgentProgram(_home).ServeAsync([_home["logs/*.log"]]);
        Assert.NotEmpty(await next.TextAsync("/healthz"));
    }

    [NeedsRootFact("mount", "umount")]
    public async Task A_full_disk_is_told_and_nothing_is_lost_once_there_is_room_again()
    {
        using var disk = await SmallDisk.MountAsync(_home.Make("disk"), "6m");
        var filler = Path.Combine(disk.Path, "filler");
        var corpus = new Corpus(CorpusKind.Json);
        Append(corpus, 2_000);
        using var agent = await new AgentProgram(_home) { Data = Path.Combine(disk.Path, "data") }.ServeAsync([_home["logs/*.log"]]);
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= 2_000, "the lines before");

        SmallDisk.Fill(filler);
        for (var i = 0; i < 4; i++)
        {
            Append(new Corpus(CorpusKind.Plain, seed: i), 1_000, $"new-{i}.log");
            await Task.Delay(700);
        }

        var full = await agent.WaitForAsync(
            m => m.Of("observe_component_errors_total").Any(s => s.Value >= 1), "the failed commits to be counted");
        Assert.True(full.Sum("observe_log_records_total") >= 2_000, "a counter went back");
        Assert.Contains(disk.Path, agent.Process.Errors);
        Assert.Contains("no space is left", agent.Process.Errors);

        File.Delete(filler);
        var after = await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= 6_000, "the lines written while the disk was full");
        Assert.Equal(6_000, after.Sum("observe_log_records_total"));
        Assert.Equal(0, await agent.StopAsync());
    }

    [NeedsRootFact("mount", "umount")]
    public async Task Logs_rotated_on_a_full_disk_are_counted_once_also_when_the_agent_is_killed_there()
    {
        using var disk = await SmallDisk.MountAsync(_home.Make("logs"), "8m");
        var (filler, live) = (Path.Combine(disk.Path, "filler"), Path.Combine(disk.Path, "app.log"));
        var program = new AgentProgram(_home) { Data = Path.Combine(disk.Path, "data") };
        string[] watch = [Path.Combine(disk.Path, "*.log")];
        var corpus = new Corpus(CorpusKind.Plain);
        Append(corpus, 2_000);
        using (var agent = await program.ServeAsync(watch))
        {
            await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= 2_000, "the lines before");
            Append(corpus, 1_000);
            SmallDisk.Fill(filler);
            File.Move(live, live + ".1");
            File.WriteAllBytes(live, []);
            await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= 2_000, "a page of metrics on a full disk");
            await Task.Delay(1_500);
            File.Move(live + ".1", live + ".2");
            File.Move(live, live + ".1");
            await agent.KillAsync();
        }

        File.Delete(filler);
        Append(corpus, 500);
        using var next = await program.ServeAsync(watch);
        await next.WaitForAsync(m => m.Sum("observe_log_records_total") >= 3_500, "all lines");
        await Task.Delay(1_500);
        Assert.Equal(3_500, (await next.MetricsAsync()).Sum("observe_log_records_total"));
    }

    private void Append(Corpus corpus, int lines, string name = "app.log")
    {
        using var file = new FileStream(Path.Combine(_home.Make("logs"), name), FileMode.Append);
        corpus.WriteLines(file, lines);
    }

    private async Task<Finished> RedirectedAsync(string redirection, params string[] arguments)
    {
        using var process = new ChildProcess(
            "/bin/sh", ["-c", $"exec \"$0\" \"$@\" {redirection}", AgentProgram.Executable, .. arguments], _home.Path, new AgentProgram(_home).Environment);
        var code = await process.WaitAsync();
        return new Finished(code, process.Output, process.Errors);
    }

    private static void RefusesToStart(Finished run, string thing, string wayOut)
    {
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(thing, run.Errors);
        Assert.Contains(wayOut, run.Errors);
        Assert.DoesNotContain("   at Observe.", run.Everything);
        Assert.DoesNotContain("Unhandled exception", run.Everything);
    }
}
