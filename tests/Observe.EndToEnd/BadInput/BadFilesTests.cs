using System.Text;
using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.BadInput;

/// <summary>
/// Bad input beside a good file: it is told once with its name and the way out, counted by reason, and costs the good file
/// no line.
/// </summary>
public sealed class BadFilesTests : IDisposable
{
    private readonly TempDirectory _home = new();
    private readonly CorpusCounts _good;

    public BadFilesTests() => _good = Corpus.Make(_home["logs/good.log"], CorpusKind.Json, 500_000);

    public void Dispose() => _home.Dispose();

    [NeedsRootFact("setpriv")]
    public async Task A_file_that_may_not_be_read_is_named_and_the_others_lose_nothing()
    {
        var secret = _home.Write("logs/secret.log", "nobody may read this\n");
        File.SetUnixFileMode(secret, UnixFileMode.None);
        using var agent = await UnprivilegedUser.ServeAsync(_home, [_home["logs/*.log"]]);

        await FindsFaultAsync(agent, "unreadable");
        Tells(agent, secret, "permission");
    }

    [NeedsRootFact("setpriv")]
    public async Task Process_says_by_its_exit_code_that_not_all_was_read()
    {
        var secret = _home.Write("logs/secret.log", "nobody may read this\n");
        File.SetUnixFileMode(secret, UnixFileMode.None);
        using var process = UnprivilegedUser.Start(_home, "process", "--watch", _home["logs/*.log"], "--data", _home["data"], "--json");
        var code = await process.WaitAsync();
        var summary = new Finished(code, process.Output, process.Errors).Json();

        Assert.Equal(1, code);
        Assert.Contains(secret, process.Errors);
        Assert.Equal(_good.Lines, summary.GetProperty("lines").GetInt64());
        Assert.Equal(1, summary.GetProperty("skipped").GetProperty("unreadable").GetInt64());
    }

    [Fact]
    public async Task A_binary_file_is_passed_over_as_a_whole()
    {
        var binary = _home["logs/binary.log"];
        File.Copy(AgentProgram.Executable, binary);
        using var agent = await ServeAsync();

        await FindsFaultAsync(agent, "binary");
        Tells(agent, binary, "binary");
    }

    [Fact]
    public async Task Lines_of_invalid_UTF8_and_with_NULs_are_counted_by_reason()
    {
        var bytes = new List<byte>();
        for (var i = 0; i < 10; i++)
        {
            bytes.AddRange("2025-11-20 10:00:00,000 INFO [kimi] a line like any other, long enough to be text\n"u8);
        }

        bytes.AddRange([.. "2025-11-20 10:00:01,000 INFO [kimi] bad "u8, 0xff, 0xc3, 0x28, (byte)'\n']);
        bytes.AddRange([.. "2025-11-20 10:00:02,000 INFO [kimi] nul "u8, 0, 0, (byte)'\n']);
        await File.WriteAllBytesAsync(_home["logs/bad.log"], [.. bytes]);
        using var agent = await ServeAsync();
        var metrics = await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= _good.Lines + 12, "every line");

        Assert.Equal(1, metrics.Sum("observe_log_unparsed_total", ("reason", "invalid_utf8")));
        Assert.Equal(1, metrics.Sum("observe_log_unparsed_total", ("reason", "nul")));
        Assert.Equal(_good.Lines + 12, metrics.Sum("observe_log_records_total"));
    }

    [Fact]
    public async Task A_line_of_100_MB_is_counted_once_with_its_reason_and_its_neighbours_are_whole()
    {
        await using (var file = File.Create(_home["logs/long.log"]))
        {
            file.Write("2025-11-20 10:00:00,000 WARN [kimi] before\n"u8);
            file.Write("2025-11-20 10:00:01,000 INFO [kimi] "u8);
            var part = Encoding.ASCII.GetBytes(new string('x', 1_000_000));
            for (var i = 0; i < 100; i++)
            {
                file.Write(part);
            }

            file.Write("\n2025-11-20 10:00:02,000 WARN [kimi] after\n"u8);
        }

        using var agent = await ServeAsync();
        var metrics = await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= _good.Lines + 3, "every line");

        Assert.Equal(1, metrics.Sum("observe_log_unparsed_total", ("reason", "too_long")));
        Assert.Equal(_good.Lines + 3, metrics.Sum("observe_log_records_total"));
        Assert.Equal(_good.Levels["warn"] + 2, metrics.By("level", "observe_log_records_total")["warn"]);
        Assert.InRange(PeakMegabytes(agent.Process.Id), 1, 200);
    }

    [Fact]
    public async Task A_directory_that_goes_away_is_told_and_read_again_when_it_comes_back()
    {
        Corpus.Make(_home["logs2/app.log"], CorpusKind.Plain, 10_000);
        using var agent = await new AgentProgram(_home).ServeAsync([_home["logs/*.log"], _home["logs2/*.log"]]);
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") > _good.Lines, "both directories");
        Directory.Delete(_home["logs2"], recursive: true);
        await FindsFaultAsync(agent, "folder_gone", atLeast: _good.Lines);
        Tells(agent, _home["logs2"], "gone");

        var before = (await agent.MetricsAsync()).Sum("observe_log_records_total");
        var again = Corpus.Make(_home["logs2/app.log"], CorpusKind.Plain, 20_000, seed: 9);
        var metrics = await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= before + again.Lines, "the directory that came back");
        Assert.Equal(before + again.Lines, metrics.Sum("observe_log_records_total"));
    }

    [Fact]
    public async Task A_symbolic_link_out_of_the_watched_tree_is_not_followed()
    {
        var outside = _home.Write("outside/secret.log", "2025-11-20 10:00:00,000 FATAL [openai] the secret\n");
        File.CreateSymbolicLink(_home["logs/link.log"], outside);
        Directory.CreateSymbolicLink(_home["logs/folder"], _home["outside"]);
        using var agent = await new AgentProgram(_home).ServeAsync([_home["logs/**/*.log"]]);

        var metrics = await FindsFaultAsync(agent, "link_outside");
        Tells(agent, _home["logs/link.log"], "link");
        Assert.Equal(0, metrics.Sum("observe_log_records_total", ("level", "fatal")));
    }

    private Task<RunningAgent> ServeAsync() => new AgentProgram(_home).ServeAsync([_home["logs/*.log"]]);

    /// <summary>Waits for the good file's lines, all of them and no more, and the fault's count.</summary>
    private async Task<Exposition> FindsFaultAsync(RunningAgent agent, string reason, long? atLeast = null)
    {
        var metrics = await agent.WaitForAsync(
            m => m.Sum("observe_log_records_total") >= (atLeast ?? _good.Lines) && m.Sum("observe_component_errors_total", ("reason", reason)) >= 1,
            $"the good file and an error counted as {reason}");
        if (atLeast is null)
        {
            Assert.Equal(_good.Levels, metrics.By("level", "observe_log_records_total"));
        }

        return metrics;
    }

    /// <summary>One line of the agent's own output names the thing and says what is wrong.</summary>
    private static void Tells(RunningAgent agent, string path, string word)
    {
        var lines = agent.Process.Errors.Split('\n').Where(l => l.Contains(path, StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count == 1, $"{path} is to be named once:\n{agent.Process.Everything}");
        Assert.Contains(word, lines[0], StringComparison.OrdinalIgnoreCase);
    }

    private static double PeakMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
    }
}
