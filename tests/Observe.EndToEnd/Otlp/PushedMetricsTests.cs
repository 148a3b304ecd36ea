using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Otlp;

/// <summary>Metrics pushed to the real agent, as a real Prometheus then has them.</summary>
public sealed class PushedMetricsTests : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(20) };

    private readonly TempDirectory _home = new();
    private readonly int _otlp = FreePort.Find();
    private readonly ulong _zero = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    public void Dispose() => _home.Dispose();

    [NeedsFact("prometheus")]
    public async Task Totals_of_increments_survive_kills_and_Prometheus_keeps_the_apps_job_and_instance()
    {
        var port = FreePort.Find();
        using var prometheus = await PrometheusServer.StartAsync(_home, "200ms", $"127.0.0.1:{port}");
        var program = new AgentProgram(_home).With("OBSERVE__OTLP__HTTP", $"127.0.0.1:{_otlp}");
        var expected = 0;
        for (var run = 0; run < 3; run++)
        {
            using var agent = await program.ServeAsync([_home["none.log"]], port);
            for (var push = 0; push < 5; push++)
            {
                var second = (run * 5) + push;
                await PushAsync(Sum("shop.orders", temporality: 1, value: second + 1, from: second, to: second + 1));
                await PushAsync(Sum("shop.visits", temporality: 2, value: (second + 1) * 10, from: 0, to: second + 1));
                expected += second + 1;
            }

            // As after a lost answer: sent again and not counted again.
            await PushAsync(Sum("shop.orders", temporality: 1, value: (run * 5) + 5, from: (run * 5) + 4, to: (run * 5) + 5));
            var total = expected;
            await Eventually.TrueAsync(
                async () => (await prometheus.QueryAsync("shop_orders_total{job=\"eu/shop\",instance=\"a\"}")) is [var sample] && sample.Value == total,
                TimeSpan.FromSeconds(20),
                () => $"Prometheus never had {total}");
            await agent.KillAsync();
        }

        var visits = Assert.Single(await prometheus.QueryAsync("max_over_time(shop_visits_total{job=\"eu/shop\"}[10m])"));
        Assert.Equal(150, visits.Value);
        Assert.Equal(0, (await prometheus.QueryAsync("sum(resets(shop_orders_total[10m]))")).Sum(s => s.Value));
    }

    [NeedsFact("promtool")]
    public async Task Promtool_accepts_the_page_with_every_kind_of_metric_and_the_report_names_the_culprit()
    {
        using var agent = await new AgentProgram(_home).With("OBSERVE__OTLP__HTTP", $"127.0.0.1:{_otlp}").ServeAsync([_home["none.log"]]);
        var points = string.Join(",", Enumerable.Range(0, 30).Select(i => $$"""{"attributes":[{"key":"user.id","value":{"intValue":"{{i}}"} }],"timeUnixNano":"{{_zero}}","asInt":"{{i}}"}"""));
        await PushAsync($$"""
            {"name":"http.requests","description":"Requests.","unit":"{request}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{points}}]} },
            {"name":"queue.size","description":"Waiting.","unit":"By","gauge":{"dataPoints":[{"timeUnixNano":"{{_zero}}","asDouble":1.5}]} },
            {"name":"rpc.duration","description":"Calls.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[
              {"timeUnixNano":"{{_zero}}","count":"3","sum":4.5,"bucketCounts":["1","2","0"],"explicitBounds":[1,5],
               "exemplars":[{"timeUnixNano":"{{_zero}}","asDouble":4,"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]} },
            {"name":"size","description":"Sizes.","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[
              {"startTimeUnixNano":"{{_zero - 1}}","timeUnixNano":"{{_zero}}","count":"3","sum":4.5,"scale":2,"zeroCount":"1","positive":{"offset":1,"bucketCounts":["1","1"]} }]} },
            {"name":"gc.pause","description":"Pauses.","unit":"s","summary":{"dataPoints":[
              {"timeUnixNano":"{{_zero}}","count":"3","sum":4.5,"quantileValues":[{"quantile":0.5,"value":1.5},{"quantile":1,"value":2}]}]} }
            """);
        var page = await agent.TextAsync("/metrics");
        foreach (var name in new[] { "http_requests_total", "queue_size_bytes", "rpc_duration_seconds_bucket", "size_count", "gc_pause_seconds{", "target_info" })
        {
            Assert.Contains(name, page);
        }

        await Promtool.AcceptsAsync(page);
        using var top = JsonDocument.Parse(await agent.TextAsync("/api/series/top?names=1"));
        var culprit = top.RootElement.GetProperty("names")[0];
        Assert.Equal(("http_requests_total", 30, "user.id"), (culprit.GetProperty("name").GetString(), culprit.GetProperty("series").GetInt32(), culprit.GetProperty("blame").GetString()));
        using var wrong = await agent.GetAsync("/api/series/top?names=0");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private string Sum(string name, int temporality, int value, int from, int to) => $$"""
        {"name":"{{name}}","sum":{"aggregationTemporality":{{temporality}},"isMonotonic":true,"dataPoints":[
          {"startTimeUnixNano":"{{At(from)}}","timeUnixNano":"{{At(to)}}","asInt":"{{value}}"}]} }
        """;

    private ulong At(int second) => _zero + ((ulong)second * 1_000_000_000);

    private async Task PushAsync(string metrics)
    {
        const string resource = """
            {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.namespace","value":{"stringValue":"eu"}},
              {"key":"service.instance.id","value":{"stringValue":"a"}},{"key":"host.name","value":{"stringValue":"h"}}]}
            """;
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"resourceMetrics\":[" + resource + ",\"scopeMetrics\":[{\"metrics\":[" + metrics + "]}]}]}"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await Http.PostAsync(new Uri($"http://127.0.0.1:{_otlp}/v1/metrics"), content);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK && !body.Contains("rejected", StringComparison.Ordinal), $"{response.StatusCode}: {body}");
    }
}
