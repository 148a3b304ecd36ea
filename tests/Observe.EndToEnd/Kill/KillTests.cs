using System.Globalization;
using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Kill;

/// <summary>
/// SIGKILL again and again under load: nothing is lost, nothing counted twice, and no scraped counter ever goes back.
/// <c>OBSERVE_KILL_ROUNDS</c> sets the number of kills; <c>tests/run.sh --long</c> asks for many.
/// </summary>
public class KillTests(ITestOutputHelper output)
{
    private const string Counters = "{__name__=~\"observe_log_.*_total|observe_tokens_total|observe_log_request_duration_seconds_(count|sum|bucket)\"}";

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("OBSERVE_KILL_ROUNDS") ?? "20", CultureInfo.InvariantCulture);

    [NeedsFact("prometheus")]
    public async Task Killed_again_and_again_it_loses_nothing_doubles_nothing_and_no_counter_goes_back()
    {
        using var home = new TempDirectory();
        RotatingWriter[] writers =
        [
            .. Enum.GetValues<RotationStyle>().Select((style, i) => new RotatingWriter(
                home[$"logs/{style}/app.log"], i % 2 == 0 ? CorpusKind.Json : CorpusKind.Plain, seed: i + 1, rotateAt: 1_500_000, style)),
        ];
        var globs = new[] { home["logs/*/*.log"], home["logs/*/archive/*"] };
        var agent = new AgentProgram(home);

        // What is rotated before the first look is history and not the agent's to read.
        await agent.ProcessAsync(globs);
        using var end = new CancellationTokenSource();
        var writing = Task.WhenAll(writers.Select(w => Task.Run(() => w.RunAsync(end.Token))));
        var port = FreePort.Find();
        using var prometheus = await PrometheusServer.StartAsync(home, "200ms", $"127.0.0.1:{port}");

        var counters = new CounterWatch();
        await KillAgainAndAgainAsync(home, globs, port, counters);
        using var last = await agent.ServeAsync(globs, port);
        await Task.Delay(1000);
        await end.CancelAsync();
        await writing;

        var written = writers.Sum(w => w.Counts.Lines);
        await Eventually.TrueAsync(
            async () => (await last.MetricsAsync()).Sum("observe_log_records_total") >= written,
            TimeSpan.FromSeconds(60),
            () => $"not every line was counted: {ByStyle(writers, agent)}\n{last.Process.Everything}");
        await Task.Delay(2500);
        var metrics = await last.MetricsAsync();
        counters.Saw(metrics);
        Assert.True(metrics.Sum("observe_log_records_total") == written, $"{metrics.Sum("observe_log_records_total") - written} lines were counted twice: {ByStyle(writers, agent)}");
        Assert.Equal(Sum(writers, c => c.Levels), metrics.By("level", "observe_log_records_total"));
        Assert.Equal(Sum(writers, c => c.Providers), metrics.By("provider", "observe_log_records_total"));
        Assert.Equal(Sum(writers, c => c.TokensByProvider), metrics.By("provider", "observe_tokens_total"));
        Assert.True(writers.All(w => w.Rotations > 1), "the writers were too slow to rotate: the test proves too little");
        await NoCounterWentBackAsync(prometheus, written);
        output.WriteLine($"{Rounds} kills, {written} lines, rotations: {string.Join(", ", writers.Select(w => $"{w.Style} {w.Rotations}"))}, {counters.Scrapes} scrapes");
    }

    private static async Task KillAgainAndAgainAsync(TempDirectory home, string[] globs, int port, CounterWatch counters)
    {
        var agent = new AgentProgram(home);
        var hasty = agent.With("OBSERVE__COMMITINTERVAL", "100ms");
        var random = new Random(3);
        for (var round = 0; round < Rounds; round++)
        {
            // Some rounds end before the agent is ready, most in the midst of reading and committing: every other one commits
            // as often as it may be told to, so that many kills meet a commit.
            var program = round % 2 == 0 ? agent : hasty;
            var address = $"127.0.0.1:{port}";
            using var killed = new RunningAgent(
                program.Start(["agent", .. AgentProgram.Watch(globs), "--data", agent.Data, "--listen", address]), address);
            await counters.WatchAsync(killed, TimeSpan.FromMilliseconds(random.Next(400, 2600)));
            await killed.KillAsync();
        }
    }

    private static async Task NoCounterWentBackAsync(PrometheusServer prometheus, long written)
    {
        var series = await prometheus.RawSamplesAsync(Counters);
        Assert.NotEmpty(series);
        Assert.Null(CounterHistory.FirstStepBack(series));

        var records = (await prometheus.RawSamplesAsync("observe_log_records_total")).Select(s => s.Values).ToList();
        Assert.Equal(written, (long)records.Sum(v => v[^1]));
        Assert.True(records.Max(v => v.Length) > Rounds, "Prometheus scraped too seldom: the test proves too little");
        Assert.Equal(0, (await prometheus.QueryAsync($"sum(resets(observe_log_records_total[1h]))")).Single().Value);
    }

    /// <summary>What was written and what is counted of each style's files, for a message.</summary>
    private static string ByStyle(RotatingWriter[] writers, AgentProgram agent)
    {
        var health = agent.RunAsync("health", "--json", "--data", agent.Data).GetAwaiter().GetResult().Json();
        var files = health.GetProperty("files").EnumerateArray().Select(f => (Path: f.GetProperty("path").GetString()!, Lines: f.GetProperty("entries").GetInt64())).ToList();
        return string.Join("", writers.Select(w =>
        {
            var own = files.Where(f => f.Path.Contains($"/{w.Style}/", StringComparison.Ordinal)).ToList();
            return $"\n{w.Style}: {w.Counts.Lines} written, {own.Sum(f => f.Lines)} counted, {w.Rotations} rotations\n  {string.Join("\n  ", own)}";
        }));
    }

    private static SortedDictionary<string, long> Sum(RotatingWriter[] writers, Func<CorpusCounts, SortedDictionary<string, long>> of)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in writers.SelectMany(w => of(w.Counts)))
        {
            sum[name] = sum.GetValueOrDefault(name) + count;
        }

        return sum;
    }
}
