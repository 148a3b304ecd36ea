using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Prometheus;

/// <summary>
/// The newest Prometheus that tests/newest-prometheus.sh finds, scraping one target in one format. Debian 12's own knows neither
/// the formats of Prometheus 3 nor the choice among them.
/// </summary>
internal sealed class NewestPrometheus : IDisposable
{
    private static readonly Lazy<(string? Path, string Reason)> s_found = new(Find);
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly ChildProcess _process;
    private readonly string _address = $"127.0.0.1:{FreePort.Find()}";

    private NewestPrometheus(TempDirectory home, string target, string protocol)
    {
        var config = home.Write("newest/prometheus.yml", $"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
              scrape_protocols: [{protocol}]
            scrape_configs:
              - job_name: app
                static_configs:
                  - targets: ['{target}']
            """);
        _process = new ChildProcess(s_found.Value.Path!,
        [
            $"--config.file={config}",
            $"--storage.tsdb.path={home["newest/data"]}",
            $"--web.listen-address={_address}",
            "--enable-feature=native-histograms,exemplar-storage",
            "--log.level=warn",
        ]);
    }

    /// <summary>Why there is none; null when there is.</summary>
    public static string? WhyMissing => s_found.Value.Path is null ? s_found.Value.Reason : null;

    public static string Promtool => Path.Combine(Path.GetDirectoryName(s_found.Value.Path)!, "promtool");

    public static async Task<NewestPrometheus> ScrapingAsync(TempDirectory home, string target, string protocol)
    {
        var server = new NewestPrometheus(home, target, protocol);
        try
        {
            await Eventually.TrueAsync(
                async () => await server.NumberAsync("up") == 1,
                TimeSpan.FromSeconds(60),
                () => $"Prometheus scrapes nothing:\n{server._process.Everything}");
        }
        catch
        {
            server.Dispose();
            throw;
        }

        return server;
    }

    /// <summary>The one value of an expression; NaN where it has none or several.</summary>
    public async Task<double?> NumberAsync(string expression)
    {
        var result = await QueryAsync(expression);
        return result.Count == 1 ? result.Single().Value : null;
    }

    /// <summary>The values of an expression by their labels, the name among them, without job and instance.</summary>
    public async Task<SortedDictionary<string, double>> QueryAsync(string expression)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        try
        {
            var json = await s_http.GetStringAsync(new Uri($"http://{_address}/api/v1/query?query={Uri.EscapeDataString(expression)}"));
            using var answer = JsonDocument.Parse(json);
            foreach (var series in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
            {
                var labels = series.GetProperty("metric").EnumerateObject()
                    .Where(label => label.Name is not ("job" or "instance"))
                    .OrderBy(label => label.Name, StringComparer.Ordinal)
                    .Select(label => $"{label.Name}={label.Value.GetString()}");
                if (series.TryGetProperty("value", out var value))
                {
                    values.Add(string.Join(",", labels), Number(value[1].GetString()!));
                }
            }
        }
        catch (HttpRequestException)
        {
            // Not up yet.
        }

        return values;
    }

    public void Dispose() => _process.Dispose();

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static (string?, string) Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Observe.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        if (folder is null)
        {
            return (null, "needs the repository around it, for tests/newest-prometheus.sh");
        }

        var start = new ProcessStartInfo(Path.Combine(folder, "tests", "newest-prometheus.sh"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync();
        var path = script.StandardOutput.ReadToEnd().Trim();
        script.WaitForExit();
        return script.ExitCode == 0 ? (path, "") : (null, errors.GetAwaiter().GetResult().Trim());
    }
}
