using System.Globalization;
using System.Text;
using Observe.Agent.Records;
using Observe.Agent.Store.Rows;
using Observe.Benchmarks.Prometheus;

namespace Observe.Benchmarks.Store;

/// <summary>What a stored row costs in thread CPU time: to store it with its three indices, to index its words, to find it.</summary>
internal static class RowsBenchmark
{
    private const int RowsACommit = 10_000;

    public static void Run(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("observe-rows-");
        try
        {
            using var store = RowStore.Open(folder.FullName, committed: null);
            var start = ThreadCpu.Now;
            for (var first = 0; first < rows; first += RowsACommit)
            {
                store.Append(Batch(first, Math.Min(RowsACommit, rows - first)));
                var position = store.Cut();
                store.Persist();
                store.Publish(position);
            }

            Print("store", rows, ThreadCpu.Now - start);
            Console.WriteLine($"  {new FileInfo(Path.Combine(folder.FullName, "logs.db")).Length / (double)rows,8:0} bytes a row");
            Search(folder.FullName, "not indexed: three words", new LogQuery { Text = "upstream timeout 4711" });
            using var upkeep = new RowUpkeep(folder.FullName, new RowOptions(), TimeProvider.System);
            start = ThreadCpu.Now;
            while (upkeep.IndexStep(store.Committed))
            {
                // Until nothing is left.
            }

            Print("index words", rows, ThreadCpu.Now - start);
            Console.WriteLine($"  {new FileInfo(Path.Combine(folder.FullName, "logs.db")).Length / (double)rows,8:0} bytes a row");
            Search(folder.FullName, "three words", new LogQuery { Text = "upstream timeout 4711" });
            Search(folder.FullName, "a word of every row", new LogQuery { Text = "upstream" });
            Search(folder.FullName, "the youngest of a provider", new LogQuery { Provider = "groq", Level = LogLevel.Error });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Search(string folder, string what, LogQuery query)
    {
        var start = ThreadCpu.Now;
        var found = RowSearch.Run(folder, query, TimeProvider.System, CancellationToken.None).Count;
        Console.WriteLine($"  {(ThreadCpu.Now - start).TotalMilliseconds,8:0.0} ms: {what}, {found} found");
    }

    private static void Print(string what, int rows, TimeSpan cpu) =>
        Console.WriteLine($"{what}: {cpu.TotalMicroseconds / rows:0.00} us a row, {rows / cpu.TotalSeconds / 1000:0} k rows a CPU second");

    private static RowBuffer Batch(int first, int count)
    {
        var rows = new RowBuffer();
        for (var i = first; i < first + count; i++)
        {
            var start = rows.Text.WrittenCount;
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"upstream timeout after {i % 977} ms for request {i}, falling back to provider {i % 7}"), rows.Text);
            rows.Add(new Row
            {
                Time = 1_795_000_000_000 + (i * 3L), Level = i % 4 == 0 ? LogLevel.Error : LogLevel.Warn, Provider = i % 3 == 0 ? "groq" : "ollama", Model = "llama-3.3-70b",
                Category = "router", File = "/var/log/app/router.log", Pattern = (ulong)(i % 50) + 1, Tokens = i % 1000, LatencyMicroseconds = i, Start = start, Length = rows.Text.WrittenCount - start,
            });
        }

        return rows;
    }
}
