using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Dashboards;

/// <summary>A real Prometheus with the project's own configuration and rules; addresses are the test's, and its clock goes faster.</summary>
internal sealed class PanelsPrometheus : IDisposable
{
    private const int Seconds = 2;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private static readonly string Source = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../prometheus"));

    private readonly string _address = $"127.0.0.1:{FreePort.Find()}";
    private readonly ChildProcess _process;

    private PanelsPrometheus(TempDirectory home, string agent, string nodeExporter, string processExporter)
    {
        var configuration = Set(
            File.ReadAllText(Path.Combine(Source, "prometheus.yml")),
            ("observe:9464", agent), ("node-exporter:9100", nodeExporter), ("process-exporter:9256", processExporter), ("localhost:9090", _address),
            ("alertmanager:9093", _address), ("scrape_interval: 15s", $"scrape_interval: {Seconds}s"), ("scrape_timeout: 10s", $"scrape_timeout: {Seconds}s"),
            ("evaluation_interval: 15s", $"evaluation_interval: {Seconds}s"));
        foreach (var rules in Directory.GetFiles(Path.Combine(Source, "rules"), "*.yml"))
        {
            var text = File.ReadAllText(rules).Replace("interval: 1m", $"interval: {Seconds}s", StringComparison.Ordinal);
            home.Write($"prometheus/rules/{Path.GetFileName(rules)}", text);
        }

        foreach (var targets in Directory.GetFiles(Path.Combine(Source, "targets")))
        {
            home.Write($"prometheus/targets/{Path.GetFileName(targets)}", File.ReadAllText(targets));
        }

        _process = new ChildProcess(Programs.Find("prometheus")!,
        [
            $"--config.file={home.Write("prometheus/prometheus.yml", configuration)}",
            $"--storage.tsdb.path={DataOf(home)}",
            $"--web.listen-address={_address}",
            "--enable-feature=exemplar-storage",
            "--log.level=error",
        ]);
    }

    public static string DataOf(TempDirectory home) => home["prometheus/data"];

    public static async Task<PanelsPrometheus> StartAsync(TempDirectory home, string agent, string nodeExporter, string processExporter)
    {
        var server = new PanelsPrometheus(home, agent, nodeExporter, processExporter);
        await Eventually.TrueAsync(server.IsReadyAsync, TimeSpan.FromSeconds(30), () => $"Prometheus is not ready:\n{server._process.Everything}");
        return server;
    }

    /// <summary>Whether a query finds a number, now or in the last half minute; a query that it does not take fails the test.</summary>
    public async Task<bool> HasDataAsync(PanelQuery query)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var times = query.IsInstant
            ? $"query?time={now.ToString(CultureInfo.InvariantCulture)}"
            : string.Create(CultureInfo.InvariantCulture, $"query_range?start={now - 30}&end={now}&step={Seconds}");
        using var response = await Http.GetAsync(new Uri($"http://{_address}/api/v1/{times}&query={Uri.EscapeDataString(query.Expr)}"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{query}: {text}\n{query.Expr}");
        using var answer = JsonDocument.Parse(text);
        return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Any(HasNumber);
    }

    /// <summary>Rules that could not be evaluated, with why.</summary>
    public async Task<IReadOnlyList<string>> RuleFaultsAsync()
    {
        using var answer = JsonDocument.Parse(await Http.GetStringAsync(new Uri($"http://{_address}/api/v1/rules")));
        return
        [
            .. answer.RootElement.GetProperty("data").GetProperty("groups").EnumerateArray()
                .SelectMany(g => g.GetProperty("rules").EnumerateArray())
                .Where(r => r.GetProperty("health").GetString() != "ok")
                .Select(r => $"{r.GetProperty("name")}: {r.GetProperty("health")} {(r.TryGetProperty("lastError", out var error) ? error.GetString() : "")}"),
        ];
    }

    public void Dispose() => _process.Dispose();

    private static bool HasNumber(JsonElement series) => series.TryGetProperty("value", out var value)
        ? IsNumber(value)
        : series.GetProperty("values").EnumerateArray().Any(IsNumber);

    private static bool IsNumber(JsonElement sample) => sample[1].GetString() != "NaN";

    private static string Set(string text, params (string From, string To)[] values)
    {
        foreach (var (from, to) in values)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }

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

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
