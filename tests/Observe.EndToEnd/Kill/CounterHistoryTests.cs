using System.Net;
using System.Text;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Kill;

/// <summary>The check itself must see what it looks for: a counter that a real Prometheus saw going back.</summary>
public class CounterHistoryTests
{
    [NeedsFact("prometheus")]
    public async Task A_counter_that_goes_back_is_seen()
    {
        using var home = new TempDirectory();
        var port = FreePort.Find();
        using var target = new HttpListener();
        target.Prefixes.Add($"http://127.0.0.1:{port}/");
        target.Start();
        // Each step is served again and again: on a busy machine scrapes may come too late to be stored.
        var serving = ServeAsync(target, new Queue<int>([5, .. Enumerable.Repeat(9, 10), .. Enumerable.Repeat(3, 10), 12]));
        using var prometheus = await PrometheusServer.StartAsync(home, "200ms", $"127.0.0.1:{port}");
        await Eventually.TrueAsync(
            async () => (await prometheus.QueryAsync("up_to_here_total == 12")).Count == 1, TimeSpan.FromSeconds(30), () => "the target was not scraped");
        target.Stop();
        await serving;

        var history = await prometheus.RawSamplesAsync("up_to_here_total");
        Assert.Contains("went back from 9 to 3", CounterHistory.FirstStepBack(history));
        Assert.Null(CounterHistory.FirstStepBack(await prometheus.RawSamplesAsync("steady_total")));
    }

    private static async Task ServeAsync(HttpListener target, Queue<int> values)
    {
        while (target.IsListening)
        {
            try
            {
                var context = await target.GetContextAsync();
                var value = values.Count > 1 ? values.Dequeue() : values.Peek();
                context.Response.ContentType = "text/plain; version=0.0.4";
                context.Response.Close(Encoding.ASCII.GetBytes($"up_to_here_total {value}\nsteady_total 7\n"), willBlock: false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Stopped.
            }
        }
    }
}
