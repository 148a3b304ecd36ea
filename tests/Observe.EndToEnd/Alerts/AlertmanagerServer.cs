using System.Net.Http.Json;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Alerts;

/// <summary>A real Alertmanager with the project's own configuration.</summary>
internal sealed class AlertmanagerServer : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly ChildProcess _process;

    private AlertmanagerServer(TempDirectory home, string configuration, string address)
    {
        Address = address;
        _process = new ChildProcess(Programs.Find("prometheus-alertmanager")!,
        [
            $"--config.file={configuration}",
            $"--storage.path={home.Make("alertmanager")}",
            $"--web.listen-address={Address}",
            "--cluster.listen-address=",
            "--log.level=error",
        ]);
    }

    /// <summary>host:port</summary>
    public string Address { get; }

    public static async Task<AlertmanagerServer> StartAsync(TempDirectory home, string configuration, string? address = null)
    {
        var server = new AlertmanagerServer(home, configuration, address ?? $"127.0.0.1:{FreePort.Find()}");
        await Eventually.TrueAsync(server.IsReadyAsync, TimeSpan.FromSeconds(30), () => $"Alertmanager is not ready:\n{server._process.Everything}");
        return server;
    }

    public async Task FireAsync(params IReadOnlyDictionary<string, string>[] alerts)
    {
        using var response = await Http.PostAsJsonAsync(new Uri($"http://{Address}/api/v2/alerts"), alerts.Select(labels => new { labels }));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The alerts that it knows, by their label <c>case</c>, with whether it holds them back.</summary>
    public async Task<SortedDictionary<string, bool>> HeldBackAsync()
    {
        using var answer = JsonDocument.Parse(await Http.GetStringAsync(new Uri($"http://{Address}/api/v2/alerts")));
        var held = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var alert in answer.RootElement.EnumerateArray())
        {
            held.Add(alert.GetProperty("labels").GetProperty("case").GetString()!, alert.GetProperty("status").GetProperty("inhibitedBy").GetArrayLength() > 0);
        }

        return held;
    }

    public void Dispose() => _process.Dispose();

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process.HasExited, $"Alertmanager ended at once:\n{_process.Everything}");
        try
        {
            using var response = await Http.GetAsync(new Uri($"http://{Address}/-/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
