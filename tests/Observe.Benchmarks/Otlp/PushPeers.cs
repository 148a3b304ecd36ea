using System.Globalization;
using System.Net.Http.Headers;

namespace Observe.Benchmarks.Otlp;

/// <summary>
/// Nanoseconds of CPU time a point of whole processes that take the same OTLP requests over HTTP, by turns: medians of rounds, each
/// of series that are known. The processes are those of the caller.
/// </summary>
internal static class PushPeers
{
    private const int Requests = 400;
    private const int Rounds = 7;

    /// <summary>Of the kernel's clock, in which it gives the time of processes.</summary>
    private const double TickNanoseconds = 1e9 / 100;

    private static readonly (string Name, int Kind)[] Payloads = [("gauges", 5), ("sums", 7), ("histograms, 15 bounds", 9), ("exponential, 40 buckets", 10)];

    /// <param name="peers">Each <c>NAME=PID=URL</c>.</param>
    public static async Task RunAsync(string[] peers)
    {
        using var http = new HttpClient();
        var all = peers.Select(p => p.Split('=', 3)).Select(p => (Name: p[0], Pid: p[1], Url: new Uri(p[2]))).ToList();
        foreach (var (payload, kind) in Payloads)
        {
            var costs = all.ToDictionary(p => p.Name, _ => new List<double>(), StringComparer.Ordinal);
            for (var round = 0; round <= Rounds; round++)
            {
                // The times of points end now, as nobody takes those to come.
                var now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
                var start = (now - (ulong)((Rounds - round + 1) * Requests)) * 1_000_000_000;
                var requests = Enumerable.Range(0, Requests).Select(i => PushPayload.Request(kind, 2, i, start)).ToArray();
                foreach (var peer in all)
                {
                    var before = CpuTicks(peer.Pid);
                    foreach (var request in requests)
                    {
                        using var content = new ByteArrayContent(request);
                        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                        using var response = await http.PostAsync(peer.Url, content);
                        var answer = await response.Content.ReadAsByteArrayAsync();
                        if (!response.IsSuccessStatusCode || answer.Length > 2)
                        {
                            throw new InvalidOperationException($"{peer.Name} did not take all: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(answer)}");
                        }
                    }

                    // What it does behind the answer is its cost too.
                    await Task.Delay(TimeSpan.FromSeconds(1));
                    if (round > 0)
                    {
                        costs[peer.Name].Add((CpuTicks(peer.Pid) - before) * TickNanoseconds / (Requests * PushPayload.Points));
                    }
                }
            }

            Console.WriteLine($"{payload,-26}{string.Join("  ", all.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} {costs[p.Name].Order().ElementAt(Rounds / 2):0} ns")))}");
        }
    }

    private static long CpuTicks(string pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
