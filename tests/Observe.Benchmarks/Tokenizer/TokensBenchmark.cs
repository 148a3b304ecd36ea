using System.Globalization;
using System.Text;
using Observe.EndToEnd.Corpora;
using Observe.Tokenizer;

namespace Observe.Benchmarks.Tokenizer;

/// <summary>
/// Counts beside npm tiktoken on the same texts: they take turns, the median of each counts, and both must find the same
/// number of tokens. Megabytes of UTF-8 a second of CPU, one thread.
/// </summary>
internal static class TokensBenchmark
{
    private const double MostToLoad = 100;

    /// <summary>Rate: the megabytes a second that are wanted.</summary>
    private static readonly (string Name, string File, double Rate, bool Cjk)[] Texts =
    [
        ("English", "en.txt", 100, false), ("code (C#)", "code.txt", 0, false), ("JSON logs", "logs.jsonl", 300, false),
        ("Chinese", "zh-cn.txt", 30, true), ("Japanese", "ja.txt", 30, true),
    ];

    public static int Run(TokensBenchmarkOptions options)
    {
        var texts = Path.Combine(options.Cache, "tokens");
        var logs = Path.Combine(texts, "logs.jsonl");
        if (!File.Exists(logs))
        {
            Corpus.Make(logs + ".new", CorpusKind.Json, 4_000_000);
            File.Move(logs + ".new", logs);
        }

        var good = PrintLoading(MostToLoad / options.RateShare);
        using var peer = new TiktokenPeer(Path.Combine(options.Cache, "tiktoken", "node_modules"));
        Console.WriteLine($"{"",-12} {"",-12} {"size",9} {"UTF-8",8} {"string",8} {"in parts",8} {"npm",8} {"ratio",6}   MB/s");
        foreach (var encoding in (TokenEncoding[])[TokenEncoding.O200kBase, TokenEncoding.Cl100kBase])
        {
            foreach (var (name, file, rate, cjk) in Texts)
            {
                good &= Compare(options, peer, encoding, name, Path.Combine(texts, file), cjk ? options.CjkFloor : options.Floor, rate * options.RateShare);
            }
        }

        PrintHostile();
        return good ? 0 : 1;
    }

    /// <summary>A megabyte of one thing; "long way" is a stream that never shows a whole piece.</summary>
    private static void PrintHostile()
    {
        using var longWay = new TokenCounter(TokenEncoding.O200kBase, window: 64 * 1024, maxWindow: 64 * 1024);
        Console.WriteLine($"{"o200k_base, a megabyte of",-32} {"UTF-8",8} {"long way",8}   MB/s");
        foreach (var (name, unit) in ((string, string)[])[("one letter", "a"), ("spaces", " "), ("zeros", "\0"), ("one ideograph", "你"), ("kana", "あいうえお")])
        {
            var utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, 1_000_000 / Encoding.UTF8.GetByteCount(unit))));
            var bytes = CpuRate.Of(() => TokenEncoding.O200kBase.Count(utf8), utf8.Length).MegabytesPerSecond;
            var parts = CpuRate.Of(() => InParts(longWay, utf8), utf8.Length).MegabytesPerSecond;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-30} {bytes,8:0.0} {parts,8:0.0}"));
        }
    }

    /// <summary>The first use in this process, compiling the loader included.</summary>
    private static bool PrintLoading(double most)
    {
        var good = true;
        foreach (var load in (Func<TokenEncoding>[])[() => TokenEncoding.O200kBase, () => TokenEncoding.Cl100kBase])
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            var start = process.TotalProcessorTime;
            var encoding = load();
            process.Refresh();
            var spent = (process.TotalProcessorTime - start).TotalMilliseconds;
            Console.WriteLine($"loading {encoding.Name}: {spent:0} ms of CPU{(spent > most ? $"   more than {most:0}" : "")}");
            good &= spent <= most;
        }

        return good;
    }

    private static bool Compare(
        TokensBenchmarkOptions options, TiktokenPeer peer, TokenEncoding encoding, string name, string path, double floor, double leastRate)
    {
        var utf8 = File.ReadAllBytes(path);
        var text = File.ReadAllText(path);
        using var counter = encoding.CreateCounter();
        var runs = new List<(double Bytes, double Text, double Parts, double Npm)>();
        // The first round warms up: the runtime compiles hot code anew, and so does Node.
        for (var run = 0; run <= options.Runs; run++)
        {
            var bytes = CpuRate.Of(() => encoding.Count(utf8), utf8.Length);
            var characters = CpuRate.Of(() => encoding.Count(text), utf8.Length);
            var parts = CpuRate.Of(() => InParts(counter, utf8), utf8.Length);
            var npm = peer.Count(encoding.Name, path);
            if (npm.Count != bytes.Count || npm.Count != characters.Count || npm.Count != parts.Count)
            {
                throw new InvalidOperationException($"{name}: {bytes.Count}, {characters.Count} and {parts.Count} tokens where npm has {npm.Count}");
            }

            if (run > 0)
            {
                runs.Add((bytes.MegabytesPerSecond, characters.MegabytesPerSecond, parts.MegabytesPerSecond, npm.MegabytesPerSecond));
            }
        }

        var (mine, peers) = (Median(runs, r => r.Text), Median(runs, r => r.Npm));
        var ratio = mine / peers;
        var rate = Median(runs, r => r.Bytes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{encoding.Name,-12} {name,-12} {utf8.Length / 1e6,6:0.0} MB {rate,8:0} {mine,8:0} "
            + $"{Median(runs, r => r.Parts),8:0} {peers,8:0.0} {ratio,6:0.0}{(ratio < floor ? $"   below the floor of {floor}" : "")}"
            + $"{(rate < leastRate ? $"   below {leastRate} MB/s" : "")}"));
        return ratio >= floor && rate >= leastRate;
    }

    private static long InParts(TokenCounter counter, ReadOnlySpan<byte> utf8)
    {
        for (; !utf8.IsEmpty; utf8 = utf8[Math.Min(utf8.Length, 64 * 1024)..])
        {
            counter.Append(utf8[..Math.Min(utf8.Length, 64 * 1024)]);
        }

        return counter.Complete();
    }

    private static double Median<T>(List<T> runs, Func<T, double> value) => runs.Select(value).Order().ElementAt(runs.Count / 2);
}
