using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Expose;
using Observe.Agent.Hosting;
using Observe.Agent.Report;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Hosting;

public class LogEngineTests
{
    [Fact]
    public async Task Files_that_are_gone_for_long_are_forgotten_and_others_are_not()
    {
        using var folder = new TemporaryFolder();
        folder.Write("logs/gone.log", "one\n");
        folder.Write("logs/here.log", "two\n");
        await ReadAll(folder, TimeProvider.System);
        File.Delete(folder["logs/gone.log"]);

        await ReadAll(folder, new Later(TimeSpan.FromDays(29)));
        Assert.Equal(2, StateReader.Read(folder["data"]).Files.Count);
        await ReadAll(folder, new Later(TimeSpan.FromDays(31)));
        Assert.Equal(folder["logs/here.log"], Assert.Single(StateReader.Read(folder["data"]).Files).Path);
    }

    [Fact]
    public async Task Patterns_and_their_counts_go_on_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        folder.Write("logs/a.log", "2026-11-21 10:00:00 ERROR connection 1 refused\n2026-11-21 10:00:01 ERROR connection 2 refused\n");
        await ReadAll(folder, TimeProvider.System);
        folder.Append("logs/a.log", "2026-11-21 10:00:02 ERROR connection 3 refused\n");
        await ReadAll(folder, TimeProvider.System);

        var state = StateReader.Read(folder["data"]);
        var error = Assert.Single(FrequentError.Of(state, most: 10));
        Assert.Equal(("connection <*> refused", "error", 3L), (error.Message, error.Level, error.Count));
        var pattern = Assert.Single(state.Patterns());
        Assert.Equal(3, pattern.Count);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), pattern.FirstSeen);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 2, TimeSpan.Zero).ToUnixTimeMilliseconds(), pattern.LastSeen);
    }

    [Fact]
    public async Task The_page_of_a_single_pass_shows_counts_files_and_patterns()
    {
        using var folder = new TemporaryFolder();
        folder.Write("logs/a.log", "2026-11-21 10:00:00 ERROR connection 1 refused\n");
        using var engine = Open(folder, TimeProvider.System);
        await engine.Pipeline.ReadAllAsync(static _ => { }, CancellationToken.None);
        using var page = new MemoryStream();
        engine.NewPage().Write(page);

        var text = System.Text.Encoding.UTF8.GetString(page.ToArray());
        Assert.Contains("observe_log_records_total{level=\"error\",provider=\"unknown\"} 1\n", text);
        Assert.Contains("observe_log_lag_bytes 0\n", text);
        Assert.Contains("observe_log_patterns 1\n", text);
        Assert.Matches("observe_log_pattern_records_total\\{pattern=\"[0-9a-f]{12}\",level=\"error\"\\} 1\n", text);
        Assert.Matches("observe_log_pattern_first_seen_seconds\\{pattern=\"[0-9a-f]{12}\",level=\"error\"\\} 1795255200\n", text);
    }

    [Fact]
    public async Task The_agents_own_state_is_no_log_though_its_folder_is_watched()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/app.log", "one\n");
        using var engine = Open(folder, TimeProvider.System, watch: "**/*");
        Assert.True(await engine.Pipeline.ReadAllAsync(static _ => { }, CancellationToken.None));

        Assert.Equal(folder["data/app.log"], Assert.Single(engine.Tailer.Files).Source.Path);
        Assert.Empty(engine.Faults);
    }

    [Fact]
    public void Each_metric_stands_on_the_docs_page()
    {
        var page = File.ReadAllText(Path.Combine(ThisFolder(), "../../../docs/logs.md"));
        using var folder = new TemporaryFolder();
        using var engine = Open(folder, TimeProvider.System);
        var names = engine.Families.SelectMany(f => f.Collect()).Select(f => f.Name).ToList();
        Assert.InRange(names.Count, 12, 50);
        Assert.All(names, name => Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal));
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static LogEngine Open(TemporaryFolder folder, TimeProvider time, string watch = "logs/*.log")
    {
        var options = new AgentOptions { Watch = [folder[watch]], Exclude = [], Data = folder["data"] };
        return LogEngine.Open(options, new Readiness(), NullLoggerFactory.Instance, time);
    }

    private static async Task ReadAll(TemporaryFolder folder, TimeProvider time)
    {
        using var engine = Open(folder, time);
        Assert.True(await engine.Pipeline.ReadAllAsync(static _ => { }, CancellationToken.None));
        Assert.All(engine.Metrics.Counters, c => Assert.Equal(c.Value, c.Committed));
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
