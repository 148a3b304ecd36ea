using System.IO.Compression;
using System.Text;
using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Load;

/// <summary>Whatever is read, memory stays below a bound: it follows neither the size of a file nor that of a line.</summary>
public sealed class PeakMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const int MostMegabytes = 100;

    private readonly TempDirectory _home = new();

    private static bool IsLong => Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1";

    public void Dispose() => _home.Dispose();

    [Fact]
    public Task A_large_file() => StaysSmallAsync(() => Corpus.Make(_home["logs/a.log"], CorpusKind.Json, IsLong ? 1_000_000_000 : 150_000_000));

    [Fact]
    public Task A_line_of_100_MB_without_an_end() => StaysSmallAsync(() =>
    {
        using var file = File.Create(Path.Combine(_home.Make("logs"), "a.log"));
        for (var i = 0; i < 100; i++)
        {
            file.Write(Encoding.ASCII.GetBytes(new string((char)('a' + (i % 26)), 1_000_000)));
        }
    });

    [Fact]
    public Task Archives_that_explode() => StaysSmallAsync(() =>
    {
        for (var i = 0; i < 20; i++)
        {
            using var file = File.Create(Path.Combine(_home.Make("logs"), $"{i}.log.gz"));
            using var gzip = new GZipStream(file, CompressionLevel.SmallestSize);
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"{(char)('a' + i)}", i % 2 == 0 ? 1_000_000 : 999_999)) + (i % 2 == 0 ? "" : "\n"));
            for (var j = 0; j < 50; j++)
            {
                gzip.Write(block);
            }
        }
    });

    [Fact]
    public Task Thousands_of_files_and_archives() => StaysSmallAsync(() =>
    {
        for (var i = 0; i < 5_000; i++)
        {
            _home.Write($"logs/{i % 20}/{i}.log", $"2025-11-20 10:00:00,000 INFO [kimi] file {i}\n");
            using var gzip = new GZipStream(File.Create(_home[$"logs/{i % 20}/archive-{i}.gz"]), CompressionLevel.Fastest);
            gzip.Write(Encoding.ASCII.GetBytes($"2025-11-20 10:00:00,000 INFO [kimi] archive {i}\n"));
        }
    });

    private async Task StaysSmallAsync(Action make)
    {
        make();
        var run = await MeasuredRun.OfAsync(new AgentProgram(_home), "process", "--watch", _home["logs"], "--data", _home["data"], "--json");
        output.WriteLine($"{run.PeakMegabytes:0} MB at most");
        Assert.Equal(0, run.ExitCode & ~1);
        Assert.InRange(run.PeakMegabytes, 20, MostMegabytes);
    }
}
