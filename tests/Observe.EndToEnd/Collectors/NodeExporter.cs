using System.Globalization;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Collectors;

/// <summary>A real prometheus-node-exporter on a port of its own, told to leave out nothing that the agent shows.</summary>
internal sealed class NodeExporter : IDisposable
{
    public const string Program = "prometheus-node-exporter";

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly Uri _metrics;
    private readonly ChildProcess _process;

    public NodeExporter()
    {
        _metrics = new Uri($"http://{Address}/metrics");
        _process = new ChildProcess(Programs.Find(Program)!,
        [
            $"--web.listen-address={Address}",
            "--collector.netdev.device-exclude=^$",
            "--collector.filesystem.mount-points-exclude=^/(dev|proc|run|sys|var/lib/docker|var/lib/containers/storage)($|/)",
        ]);
    }

    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Find()}");

    public int Id => _process.Id;

    public async Task<Exposition> ScrapeAsync()
    {
        Exposition? scraped = null;
        await Eventually.TrueAsync(async () => (scraped = await TryScrapeAsync()) is not null, TimeSpan.FromSeconds(20),
            () => $"{Program} does not answer. It said:\n{_process.Everything}");
        return scraped!;
    }

    public void Dispose() => _process.Dispose();

    private async Task<Exposition?> TryScrapeAsync()
    {
        try
        {
            return Exposition.Parse(await Http.GetStringAsync(_metrics));
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return null;
        }
    }
}
