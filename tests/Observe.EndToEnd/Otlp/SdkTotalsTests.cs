using Observe.EndToEnd.Harness;
using Observe.Instrumentation;
using Observe.Instrumentation.Events;
using OpenTelemetry.Exporter;

namespace Observe.EndToEnd.Otlp;

/// <summary>What real SDKs push to the real agent, as a real Prometheus then has it, over restarts of agent and apps.</summary>
public sealed class SdkTotalsTests : IDisposable
{
    private static readonly (OtlpExportProtocol Protocol, bool Gzip)[] DotNetWays =
        [(OtlpExportProtocol.Grpc, false), (OtlpExportProtocol.Grpc, true), (OtlpExportProtocol.HttpProtobuf, false), (OtlpExportProtocol.HttpProtobuf, true)];

    private static readonly (string Protocol, bool Gzip)[] NodeWays = [("grpc", false), ("grpc", true), ("proto", false), ("proto", true), ("json", false), ("json", true)];

    private readonly TempDirectory _home = new();
    private readonly Uri _grpc = new($"http://127.0.0.1:{FreePort.Find()}");
    private readonly Uri _http = new($"http://127.0.0.1:{FreePort.Find()}");

    public void Dispose() => _home.Dispose();

    [NodeAndPrometheusFact]
    public async Task All_signals_of_the_SDKs_of_NET_and_Node_have_the_totals_that_were_pushed()
    {
        const int Runs = 2;
        var port = FreePort.Find();
        using var prometheus = await PrometheusServer.StartAsync(_home, "200ms", $"127.0.0.1:{port}");
        for (var run = 1; run <= Runs; run++)
        {
            using var agent = await Program.ServeAsync([_home["none.log"]], port);
            foreach (var (protocol, gzip) in DotNetWays)
            {
                Push(new DotNetClient(_grpc, _http, protocol, gzip, $"net {protocol} {gzip}", $"run {run}"));
            }

            Push(new DotNetClient(_grpc, _http, OtlpExportProtocol.HttpProtobuf, gzip: true, "net delta", "always", isDelta: true));
            foreach (var (protocol, gzip) in NodeWays)
            {
                var results = await NodeClient.PushAsync(_grpc, _http, protocol, gzip, $"node {protocol} {gzip}", $"run {run}", "metrics", "logs", "traces");
                Assert.All(["metrics", "logs", "traces"], signal => Assert.Equal(0, results.GetProperty(signal).GetProperty("code").GetInt32()));
            }

            // A process of an app has its totals under an instance of its own; increments of one instance add up.
            await TotalAsync(prometheus, "sum(max_over_time(dotnet_requests_total{job!=\"net delta\"}[10m]))", run * DotNetWays.Length * 21);
            await TotalAsync(prometheus, "sum(dotnet_requests_total{job=\"net delta\"})", run * 21);
            await TotalAsync(prometheus, "sum(max_over_time(node_requests_total[10m]))", run * NodeWays.Length * 21);
            await TotalAsync(prometheus, "sum(observe_log_records_total{level=\"error\",category=\"dotnet-logger\"})", run * (DotNetWays.Length + 1) * 3);
            await TotalAsync(prometheus, "sum(observe_log_records_total{level=\"error\",category=\"node-logger\"})", run * NodeWays.Length * 3);
            await TotalAsync(prometheus, "sum(observe_log_records_total)", run * (DotNetWays.Length + 1 + NodeWays.Length) * 3);
            await TotalAsync(prometheus, "sum(observe_span_calls_total{kind=\"internal\"})", run * (DotNetWays.Length + 1 + NodeWays.Length) * 3);
            await TotalAsync(prometheus, "count(sum by (service) (observe_span_calls_total) == " + (run * 3) + ")", DotNetWays.Length + 1 + NodeWays.Length);
            await agent.KillAsync();
        }

        Assert.Equal(0, (await prometheus.QueryAsync("sum(resets({__name__=~\"observe_log_records_total|observe_span_calls_total|dotnet_requests_total\"}[10m]))")).Sum(s => s.Value));
    }

    [NeedsFact("prometheus")]
    public async Task A_call_that_AiLogger_tells_by_event_and_metric_counts_once_over_restarts_of_agent_and_app()
    {
        var port = FreePort.Find();
        using var prometheus = await PrometheusServer.StartAsync(_home, "200ms", $"127.0.0.1:{port}");
        for (var run = 1; run <= 2; run++)
        {
            using var agent = await Program.ServeAsync([_home["none.log"]], port);
            await TellCallsAsync(10);
            await TotalAsync(prometheus, "sum(observe_tokens_total{type=~\"input|cache_read\"})", run * 1000);
            await TotalAsync(prometheus, "sum(observe_tokens_total{type=\"output\"})", run * 400);
            await TotalAsync(prometheus, "sum(observe_tokens_total{origin!=\"otlp\"}) or vector(0)", 0);
            await TotalAsync(prometheus, "sum(observe_log_records_total{provider=\"openai\"})", run * 10);
            await TotalAsync(prometheus, "observe_log_request_duration_seconds_count{provider=\"openai\",model=\"gpt-4o\"}", run * 10);
            await agent.KillAsync();
        }
    }

    private AgentProgram Program => new AgentProgram(_home).With("OBSERVE__OTLP__GRPC", _grpc.Authority).With("OBSERVE__OTLP__HTTP", _http.Authority);

    private static void Push(DotNetClient client)
    {
        client.PushMetrics();
        client.PushLogs();
        client.PushTraces();
    }

    private async Task TellCallsAsync(int calls)
    {
        var options = new ObserveOptions { ServiceName = "ai-app" };
        options.Delivery.Endpoint = _http;
        options.Delivery.PushMetrics = true;
        await using var client = new ObserveClient(options);
        for (var i = 0; i < calls; i++)
        {
            client.Ai.Log(new AiOperation
            {
                Operation = "chat", Provider = "openai", Model = "gpt-4o", InputTokens = 100, OutputTokens = 40, CacheReadTokens = 30, Duration = TimeSpan.FromSeconds(1),
            });
        }
    }

    private static async Task TotalAsync(PrometheusServer prometheus, string query, double expected)
    {
        var last = "nothing";
        await Eventually.TrueAsync(
            async () =>
            {
                var samples = await prometheus.QueryAsync(query);
                last = string.Join(", ", samples);
                return samples is [var sample] && sample.Value == expected;
            },
            TimeSpan.FromSeconds(20),
            () => $"{query} was never {expected} but {last}");
    }
}
