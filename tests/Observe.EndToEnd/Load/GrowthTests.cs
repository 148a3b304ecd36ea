using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Load;

/// <summary>The tenth gigabyte costs what the first did, in time and in memory, and a second file has a core of its own.</summary>
public sealed class GrowthTests(ITestOutputHelper output) : IDisposable
{
    private const long Megabyte = 1_000_000;

    private readonly TempDirectory _home = new();

    /// <summary>Bytes. The long form is 1 and 10 GB.</summary>
    private static (long Small, long Large) Sizes => Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1"
        ? (1_000 * Megabyte, 10_000 * Megabyte)
        : (150 * Megabyte, 650 * Megabyte);

    public void Dispose() => _home.Dispose();

    [Fact]
    public Task Json_lines_cost_the_same_however_many() => CostsTheSameAsync(CorpusKind.Json);

    [Fact]
    public Task Plain_text_costs_the_same_however_much() => CostsTheSameAsync(CorpusKind.Plain);

    [Fact]
    public async Task Two_files_are_read_by_two_threads()
    {
        Corpus.Make(_home["logs/0.log"], CorpusKind.Plain, 300 * Megabyte);
        var one = await ProcessAsync();
        File.Copy(_home["logs/0.log"], _home["logs/1.log"]);
        using (var changed = File.Open(_home["logs/1.log"], FileMode.Open))
        {
            // Not a copy of the other: that would not be read.
            changed.WriteByte((byte)'1');
        }

        Directory.Delete(_home["data"], recursive: true);
        var two = await ProcessAsync();
        output.WriteLine($"CPU seconds of the two busiest threads: {one.Threads[0]:0.00} and {one.Threads[1]:0.00} on one file, {two.Threads[0]:0.00} and {two.Threads[1]:0.00} on two");
        Assert.True(two.Threads[1] > 0.5 * two.Threads[0], "the second file waited for the first");
        Assert.True(two.Threads[0] < 1.5 * one.Threads[0], "one thread read both files");
    }

    private async Task CostsTheSameAsync(CorpusKind kind)
    {
        var small = await ProcessAsync(kind, Sizes.Small);
        var large = await ProcessAsync(kind, Sizes.Large);

        // The start is in both: it makes the few gigabytes dearer, which leaves room for what runs beside the test.
        var few = small.CpuSeconds / Sizes.Small * 1e9;
        var many = large.CpuSeconds / Sizes.Large * 1e9;
        output.WriteLine($"{few:0.00}, then {many:0.00} CPU s/GB; {small.PeakMegabytes:0}, then {large.PeakMegabytes:0} MB at most");
        Assert.InRange(many, 0.1, few * 1.2);

        // Settled only after some commits.
        Assert.InRange(large.PeakMegabytes, 20, Math.Min(100, small.PeakMegabytes * 1.4));
    }

    private async Task<MeasuredRun> ProcessAsync(CorpusKind kind, long bytes)
    {
        using var home = new TempDirectory();
        Corpus.Make(home["logs/a.log"], kind, bytes);
        return await ProcessAsync(home);
    }

    private Task<MeasuredRun> ProcessAsync() => ProcessAsync(_home);

    private static async Task<MeasuredRun> ProcessAsync(TempDirectory home)
    {
        var run = await MeasuredRun.OfAsync(new AgentProgram(home), "process", "--watch", home["logs"], "--data", home["data"], "--json");
        Assert.Equal(0, run.ExitCode & ~1);
        return run;
    }
}
