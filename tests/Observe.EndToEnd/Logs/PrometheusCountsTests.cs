using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Logs;

/// <summary>The main promise: what a real Prometheus answers is what stands in the files.</summary>
public class PrometheusCountsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [NeedsFact("prometheus")]
    public async Task Counts_asked_of_Prometheus_equal_those_of_the_files()
    {
        using var home = new TempDirectory();
        var json = Corpus.Make(home["logs/json/app.log"], CorpusKind.Json, 5_000_000);
        var plain = Corpus.Make(home["logs/plain/app.log"], CorpusKind.Plain, 5_000_000, seed: 43);
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/**/*.log"]]);
        using var prometheus = await PrometheusServer.StartAsync(home, "500ms", agent.Address);

        // One more file while both are running: it has to arrive like those that were there before.
        var late = Corpus.Make(home["logs/late.log"], CorpusKind.Json, 1_000_000, seed: 44);
        var lines = json.Lines + plain.Lines + late.Lines;
        SortedDictionary<string, long> levels = [];
        await Eventually.TrueAsync(
            async () => (levels = await prometheus.SumByAsync("level", "observe_log_records_total")).Values.Sum() >= lines,
            Patience,
            () => $"Prometheus has {levels.Values.Sum()} of {lines} lines. The agent said:\n{agent.Process.Everything}");

        Assert.Equal(Sum(json.Levels, plain.Levels, late.Levels), levels);
        Assert.Equal(
            Sum(json.Providers, plain.Providers, late.Providers),
            await prometheus.SumByAsync("provider", "observe_log_records_total"));
        Assert.Equal(
            Sum(json.TokensByProvider, plain.TokensByProvider, late.TokensByProvider),
            await prometheus.SumByAsync("provider", "observe_tokens_total"));
        Assert.Equal(
            new DirectoryInfo(home["logs"]).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length),
            (await prometheus.SumByAsync("job", "observe_log_bytes_total")).Values.Single());
        Assert.Equal(
            lines,
            (await prometheus.SumByAsync("job", "observe_log_request_duration_seconds_count")).Values.Single());
        Assert.Equal(1, (await prometheus.QueryAsync("up")).Single().Value);
    }

    [NeedsFact("prometheus")]
    public async Task Input_and_output_tokens_have_their_own_series()
    {
        using var home = new TempDirectory();
        var counts = Corpus.Make(home["logs/app.log"], CorpusKind.Json, 1_000_000);
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]]);
        using var prometheus = await PrometheusServer.StartAsync(home, "500ms", agent.Address);
        SortedDictionary<string, long> tokens = [];
        await Eventually.TrueAsync(
            async () => (tokens = await prometheus.SumByAsync("type", "observe_tokens_total{origin=\"log\",estimated=\"false\"}")).Values.Sum()
                >= counts.InputTokens + counts.OutputTokens,
            Patience,
            () => $"Prometheus has {string.Join(", ", tokens)} of {counts.InputTokens} and {counts.OutputTokens} tokens");

        Assert.Equal(counts.InputTokens, tokens["input"]);
        Assert.Equal(counts.OutputTokens, tokens["output"]);
    }

    private static SortedDictionary<string, long> Sum(params SortedDictionary<string, long>[] parts)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in parts.SelectMany(p => p))
        {
            sum[name] = sum.GetValueOrDefault(name) + count;
        }

        return sum;
    }
}
