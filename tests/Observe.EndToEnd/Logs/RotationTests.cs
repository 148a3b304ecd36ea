using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Logs;

/// <summary>Files that change under a running agent in the ways that logrotate, containers and people change them.</summary>
public sealed class RotationTests : IDisposable
{
    private readonly TempDirectory _home = new();
    private readonly Corpus _corpus = new(CorpusKind.Plain);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_renamed_file_is_read_to_its_end_and_its_successor_from_its_start()
    {
        using var agent = await ServeAsync();
        Append(10);
        await CountsAsync(agent, 10);
        for (var i = 0; i < 3; i++)
        {
            // Faster than anyone looks: the files in between are met under their rotated names only.
            Append(1_000);
            File.Move(_home["logs/app.log"], _home[$"logs/app.log.{i}"]);
        }

        Append(500);
        await CountsAsync(agent, 3_510);
    }

    [Fact]
    public async Task A_file_copied_and_truncated_is_counted_once()
    {
        Append(2_000);
        using var agent = await ServeAsync();
        await CountsAsync(agent, 2_000);
        File.Copy(_home["logs/app.log"], _home["logs/app.log.1"]);
        await using (var file = new FileStream(_home["logs/app.log"], FileMode.Open))
        {
            file.SetLength(0);
        }

        Append(300);
        await CountsAsync(agent, 2_300);
    }

    [Fact]
    public async Task A_deleted_file_is_no_fault_and_a_new_one_of_its_name_is_read()
    {
        Append(1_000);
        using var agent = await ServeAsync();
        await CountsAsync(agent, 1_000);
        File.Delete(_home["logs/app.log"]);
        await Task.Delay(1_500);
        Append(200);

        var metrics = await CountsAsync(agent, 1_200);
        Assert.Equal(0, metrics.Sum("observe_component_errors_total"));
    }

    [Fact]
    public async Task Folders_that_appear_later_are_found()
    {
        using var agent = await new AgentProgram(_home).ServeAsync([_home["logs/**/*.log"]]);
        Append(100, "a/b/c/app.log");
        Append(100, "d/app.log");
        await CountsAsync(agent, 200);
    }

    private async Task<RunningAgent> ServeAsync()
    {
        _home.Make("logs");
        return await new AgentProgram(_home).ServeAsync([_home["logs/*.log"]]);
    }

    /// <summary>The lines arrive, and no more of them come after.</summary>
    private static async Task<Exposition> CountsAsync(RunningAgent agent, long lines)
    {
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= lines, $"{lines} lines");
        await Task.Delay(1_500);
        var metrics = await agent.MetricsAsync();
        Assert.Equal(lines, metrics.Sum("observe_log_records_total"));
        return metrics;
    }

    private void Append(int lines, string name = "app.log")
    {
        var path = _home[$"logs/{name}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Append);
        _corpus.WriteLines(file, lines);
    }
}
