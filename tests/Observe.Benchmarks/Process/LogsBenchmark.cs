using System.Globalization;
using System.Text.Json;
using Observe.EndToEnd.Corpora;

namespace Observe.Benchmarks.Process;

/// <summary>
/// <c>observe process</c> beside mtail, whole processes on the same files: they take turns, the median of each counts, and
/// both have to find the same lines at every level. Wall times are not looked at.
/// </summary>
internal static class LogsBenchmark
{
    private static readonly string Here = AppContext.BaseDirectory;

    public static async Task<int> RunAsync(LogsBenchmarkOptions options)
    {
        var good = true;
        foreach (var kind in Enum.GetValues<CorpusKind>())
        {
            good &= await CompareAsync(options, kind);
        }

        return good ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(LogsBenchmarkOptions options, CorpusKind kind)
    {
        var corpus = Path.Combine(options.Cache, $"{Name(kind)}-{options.Megabytes}.log");
        if (!File.Exists(corpus))
        {
            Corpus.Make(corpus + ".new", kind, options.Megabytes * 1_000_000L);
            File.Move(corpus + ".new", corpus);
        }

        var observe = new List<MeasuredProcess>();
        var mtail = new List<MeasuredProcess>();
        for (var run = 0; run < options.Runs; run++)
        {
            observe.Add(await ObserveAsync(options.Observe, corpus));
            mtail.Add(await MtailAsync(corpus, kind));
            ExpectSame(Levels(observe[^1].Output), MtailLevels(mtail[^1].Output));
        }

        var gigabytes = new FileInfo(corpus).Length / 1e9;
        var ratio = Median(mtail) / Median(observe);
        Console.WriteLine($"{Name(kind)}, {gigabytes * 1000:0} MB, {options.Runs} runs each in turn");
        Print("observe process", observe, gigabytes);
        Print("mtail", mtail, gigabytes);
        Console.WriteLine($"  {"mtail / observe",-16} {ratio,8:0.0}{(ratio < options.Floor ? $"   below the floor of {options.Floor}" : "")}");
        return ratio >= options.Floor;
    }

    private static async Task<MeasuredProcess> ObserveAsync(string executable, string corpus)
    {
        var data = Directory.CreateTempSubdirectory("observe-benchmark-");
        try
        {
            return await MeasuredProcess.RunAsync(executable, "process", "--watch", corpus, "--data", data.FullName, "--json");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static Task<MeasuredProcess> MtailAsync(string corpus, CorpusKind kind) => MeasuredProcess.RunAsync(
        "mtail", "-port", "0", "-one_shot", "-one_shot_format", "json", "-logtostderr", "-stderrthreshold", "FATAL",
        "-progs", Path.Combine(Here, "Process", $"{Name(kind)}.mtail"), "-logs", corpus);

    private static SortedDictionary<string, long> Levels(string summary)
    {
        using var json = JsonDocument.Parse(summary);
        return new SortedDictionary<string, long>(
            json.RootElement.GetProperty("levels").EnumerateObject().Where(l => l.Value.GetInt64() > 0).ToDictionary(l => l.Name, l => l.Value.GetInt64(), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static SortedDictionary<string, long> MtailLevels(string output)
    {
        var levels = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(output);
        foreach (var metric in json.RootElement.GetProperty("records").EnumerateArray())
        {
            foreach (var series in metric.GetProperty("LabelValues").EnumerateArray())
            {
                var level = series.GetProperty("Labels")[0].GetString()!.ToLowerInvariant();
                levels[level] = levels.GetValueOrDefault(level) + series.GetProperty("Value").GetProperty("Value").GetInt64();
            }
        }

        return levels;
    }

    private static void ExpectSame(SortedDictionary<string, long> observe, SortedDictionary<string, long> mtail)
    {
        if (!observe.SequenceEqual(mtail))
        {
            throw new InvalidOperationException($"they do not count the same: observe {string.Join(' ', observe)}, mtail {string.Join(' ', mtail)}");
        }
    }

    private static void Print(string name, List<MeasuredProcess> runs, double gigabytes)
    {
        var all = string.Join(' ', runs.Select(r => (r.CpuSeconds / gigabytes).ToString("0.00", CultureInfo.InvariantCulture)));
        Console.WriteLine($"  {name,-16} {Median(runs) / gigabytes,8:0.00} CPU s/GB ({all}), peak RSS {runs.Max(r => r.PeakMegabytes):0} MB");
    }

    private static double Median(List<MeasuredProcess> runs) => runs.Select(r => r.CpuSeconds).Order().ElementAt(runs.Count / 2);

    private static string Name(CorpusKind kind) => kind == CorpusKind.Json ? "json" : "plain";
}
