using System.Globalization;
using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Kill;

/// <summary>
/// SIGKILL again and again under load: nothing is lost, nothing counted twice, and no scraped counter ever goes back.
/// <c>OBSERVE_KILL_ROUNDS</c> sets the number of kills; <c>tests/run.sh --long</c> asks for many.
/// </summary>
public class KillTests
{
    private const string Counters = "{__name__=~\"observe_log_.*_total|observe_tokens_total|observe_log_request_duration_seconds_(count|sum|bucket)\"}";

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("OBSERVE_KILL_ROUNDS") ?? "20", CultureInfo.InvariantCulture);

    [NeedsFact("prometheus")]
    public async Task Killed_again_and_again_it_loses_nothing_doubles_nothing_and_no_counter_goes_back()
    {
        using var home = new TempDirectory();
        var writers = new[]
        {
            new RotatingWriter(home["logs/json/app.log"], CorpusKind.Json, seed: 1, rotateAt: 2_000_000),
            new RotatingWriter(home["logs/plain/app.log"], CorpusKind.Plain, seed: 2, rotateAt: 1_500_000),
        };
        using var end = new CancellationTokenSource();
        var writing = Task.WhenAll(writers.Select(w => Task.Run(() => w.RunAsync(end.Token))));
        var agent = new AgentProgram(home);
        var globs = new[] { home["logs/*/*.log"] };
        var port = FreePort.Find();
        using var prometheus = await PrometheusServer.StartAsync(home, "200ms", $"127.0.0.1:{port}");

        await KillAgainAndAgainAsync(agent, globs, port);
        using var last = await agent.ServeAsync(globs, port);
        await Task.Delay(1000);
        await end.CancelAsync();
        await writing;

        var written = writers.Sum(w => w.Counts.Lines);
        var metrics = await last.WaitForAsync(
            m => m.Sum("observe_log_records_total") >= written, $"{written} lines, {writers.Sum(w => w.Rotations)} rotations");
        await Task.Delay(2500);
        metrics = await last.MetricsAsync();
        Assert.Equal(Sum(writers, c => c.Levels), metrics.By("level", "observe_log_records_total"));
        Assert.Equal(Sum(writers, c => c.Providers), metrics.By("provider", "observe_log_records_total"));
        Assert.Equal(Sum(writers, c => c.TokensByProvider), metrics.By("provider", "observe_tokens_total"));
        Assert.True(writers.All(w => w.Rotations > 1), "the writers were too slow to rotate: the test proves too little");
        await NoCounterWentBackAsync(prometheus, written);
    }

    private static async Task KillAgainAndAgainAsync(AgentProgram agent, string[] globs, int port)
    {
        var random = new Random(3);
        for (var round = 0; round < Rounds; round++)
        {
            // Some rounds end before the agent is ready, most in the midst of reading and committing.
            using var process = agent.Start(["agent", .. AgentProgram.Watch(globs), "--data", agent.Data, "--listen", $"127.0.0.1:{port}"]);
            await Task.Delay(random.Next(300, 2500));
            Assert.False(process.HasExited, $"round {round}: the agent ended by itself. It said:\n{process.Everything}");
            process.Signal(ChildProcess.Kill);
            await process.WaitAsync();
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
