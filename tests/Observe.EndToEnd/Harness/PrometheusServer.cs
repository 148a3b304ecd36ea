using System.Globalization;
using System.Text.Json;

namespace Observe.EndToEnd.Harness;

/// <summary>A real Prometheus on a free port with its storage in a directory of the test.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly ChildProcess _process;
    private readonly string _address;

    private PrometheusServer(TempDirectory home, string configuration, string address, IEnumerable<string> more)
    {
        _address = address;
        _process = new ChildProcess(Programs.Find("prometheus")!,
        [
            $"--config.file={configuration}",
            $"--storage.tsdb.path={home["prometheus/data"]}",
            $"--web.listen-address={_address}",
            "--log.level=warn",
            .. more,
        ]);
    }

    public static Task<PrometheusServer> StartAsync(TempDirectory home, string scrapeInterval, params string[] targets)
    {
        var configuration = home.Write("prometheus/prometheus.yml", $"""
            global:
              scrape_interval: {scrapeInterval}
              scrape_timeout: {scrapeInterval}
            scrape_configs:
              - job_name: observe
                honor_labels: true
                static_configs:
                  - targets: [{string.Join(", ", targets.Select(t => $"'{t}'"))}]
            """);
        return StartWithAsync(home, configuration, $"127.0.0.1:{FreePort.Find()}");
    }

    /// <summary>With a configuration of the caller's, which may name the address.</summary>
    public static async Task<PrometheusServer> StartWithAsync(TempDirectory home, string configuration, string address, params IEnumerable<string> more)
    {
        var server = new PrometheusServer(home, configuration, address, more);
        await Eventually.TrueAsync(server.IsReadyAsync, TimeSpan.FromSeconds(30), () => $"Prometheus is not ready:\n{server._process.Everything}");
        return server;
    }

    /// <summary>The instant vector of an expression.</summary>
    public async Task<IReadOnlyList<Sample>> QueryAsync(string expression)
    {
        var result = await ResultAsync(expression);
        return [.. result.EnumerateArray().Select(series => new Sample(expression, Labels(series), Number(series.GetProperty("value"))))];
    }

    /// <summary>The sums of a counter by one label, as a user would ask for them.</summary>
    public async Task<SortedDictionary<string, long>> SumByAsync(string label, string selector)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var sample in await QueryAsync($"sum by ({label}) ({selector})"))
        {
            sums[sample.Labels.GetValueOrDefault(label, "")] = (long)sample.Value;
        }

        return sums;
    }

    /// <summary>Every raw sample of every series that a selector finds in the last hour, in order of time.</summary>
    public async Task<IReadOnlyList<(string Series, double[] Values)>> RawSamplesAsync(string selector)
    {
        var result = await ResultAsync($"{selector}[1h]");
        return
        [
            .. result.EnumerateArray().Select(series => (
                series.GetProperty("metric").ToString(),
                series.GetProperty("values").EnumerateArray().Select(Number).ToArray())),
        ];
    }

    /// <summary>What its API, version 1, answers.</summary>
    public async Task<JsonElement> DataAsync(string path)
    {
        using var answer = JsonDocument.Parse(await Http.GetStringAsync(new Uri($"http://{_address}/api/v1/{path}")));
        return answer.RootElement.GetProperty("data").Clone();
    }

    public void Dispose() => _process.Dispose();

    private static Dictionary<string, string> Labels(JsonElement series) =>
        series.GetProperty("metric").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!, StringComparer.Ordinal);

    private static double Number(JsonElement pair) => double.Parse(pair[1].GetString()!, CultureInfo.InvariantCulture);

    private async Task<JsonElement> ResultAsync(string expression) =>
        (await DataAsync($"query?query={Uri.EscapeDataString(expression)}")).GetProperty("result");

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process.HasExited, $"Prometheus ended at once:\n{_process.Everything}");
        try
        {
            using var response = await Http.GetAsync(new Uri($"http://{_address}/-/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
