using System.Text;
using System.Text.Json;
using Observe.Agent.Demo;

namespace Observe.Agent.Tests.Demo;

public sealed class DemoWorkloadTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("observe-demo-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void One_seed_and_one_clock_give_the_same_files()
    {
        var once = Files(Run("once", seed: 7, steps: 400));
        var again = Files(Run("again", seed: 7, steps: 400));
        var other = Files(Run("other", seed: 8, steps: 400));

        Assert.Equal(once, again);
        Assert.Equal(once.Keys, other.Keys);
        Assert.NotEqual(once["router.log"], other["router.log"]);
    }

    [Fact]
    public void The_burst_alone_has_every_provider_level_and_format()
    {
        var files = Files(Run("burst", seed: 42, steps: 0));
        var everything = string.Concat(files.Values);

        Assert.All(DemoProvider.All, p => Assert.Contains(p.Name, everything, StringComparison.Ordinal));
        Assert.All(["debug", "info", "warn", "error"], level => Assert.Contains($"\"level\":\"{level}\"", files["router.log"]));
        Assert.All(["level=DEBUG", "level=WARN", "level=ERROR"], level => Assert.Contains(level, files["ollama/server.log"]));
        Assert.All([" WARNING [kimi]", " ERROR [kimi]", "Traceback"], text => Assert.Contains(text, files["kimi/gateway.log"]));
        Assert.All(["CMR capture layer=", "CMR reconstruction layer="], text => Assert.Contains(text, files["ippoc/brain.log"]));
    }

    [Fact]
    public void Json_lines_are_valid_but_for_the_ones_cut_short()
    {
        var files = Files(Run("json", seed: 42, steps: 500));

        Assert.InRange(Lines(files["router.log"]).Count(IsBroken), 1, 30);
        Assert.DoesNotContain(Lines(files["anthropic/worker.log"]), IsBroken);
    }

    [Fact]
    public void The_steady_rhythm_is_a_few_dozen_lines_a_second_and_mostly_healthy()
    {
        var workload = Workload("rhythm", seed: 42, out var time);
        workload.WriteBurst();
        var before = workload.Lines;
        Step(workload, time, steps: 4 * 600);
        workload.Dispose();

        Assert.InRange((workload.Lines - before) / 600.0, 20, 60);
        var router = Lines(File.ReadAllText(Path.Combine(workload.Directory, "router.log"))).ToList();
        Assert.InRange(router.Count(l => l.Contains("\"level\":\"error\"", StringComparison.Ordinal)) / (double)router.Count, 0.001, 0.03);
    }

    [Fact]
    public void Full_files_are_rotated_by_renaming_and_old_ones_deleted()
    {
        var workload = Run("rotate", seed: 42, steps: 4000);
        var files = new DirectoryInfo(workload.Directory).GetFiles("*", SearchOption.AllDirectories);

        Assert.Contains(files, f => f.Name == "router.log.1");
        Assert.DoesNotContain(files, f => f.Name == $"router.log.{DemoLogFile.Kept + 1}");
        Assert.All(files, f => Assert.InRange(f.Length, 1, DemoLogFile.DefaultMaxBytes));
    }

    [Fact]
    public async Task It_writes_at_once_and_ends_without_an_error_when_cancelled()
    {
        using var workload = new DemoWorkload(Path.Combine(_directory, "live"), TimeProvider.System);
        using var end = new CancellationTokenSource();
        var running = workload.RunAsync(end.Token);

        Assert.True(workload.Lines > 400);
        await end.CancelAsync();
        await running;
        Assert.Equal(workload.Lines, Files(workload).Values.Sum(text => text.Count(c => c == '\n')));
    }

    private DemoWorkload Run(string name, int seed, int steps)
    {
        using var workload = Workload(name, seed, out var time);
        workload.WriteBurst();
        Step(workload, time, steps);
        return workload;
    }

    private DemoWorkload Workload(string name, int seed, out StandingTime time)
    {
        time = new StandingTime();
        return new DemoWorkload(Path.Combine(_directory, name), time, seed);
    }

    private static void Step(DemoWorkload workload, StandingTime time, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            time.Now += DemoWorkload.Step;
            workload.WriteStep();
        }
    }

    private static SortedDictionary<string, string> Files(DemoWorkload workload)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(workload.Directory, "*", SearchOption.AllDirectories))
        {
            files[Path.GetRelativePath(workload.Directory, file)] = File.ReadAllText(file, Encoding.UTF8);
        }

        return files;
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsBroken(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private sealed class StandingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
