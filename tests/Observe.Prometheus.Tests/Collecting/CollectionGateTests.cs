using Observe.Prometheus.Buffers;
using Observe.Prometheus.Collecting;

namespace Observe.Prometheus.Tests.Collecting;

public class CollectionGateTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly ChunkPool _pool = new();
    private readonly ManualResetEventSlim _mayGoOn = new();

    /// <summary>A scrape that waits for the collection after the present one may go; who comes then must not find it stopped.</summary>
    [Fact]
    public async Task A_collection_that_all_have_left_before_it_began_serves_who_joins_it_then()
    {
        var gate = new CollectionGate(new PrometheusExporterOptions(), Run);
        var first = gate.GetAsync(PrometheusFormat.FromAccept(null), canShare: false, Long, CancellationToken.None).AsTask();
        using var leaving = new CancellationTokenSource();
        var left = gate.GetAsync(PrometheusFormat.FromAccept(null), canShare: false, Long, leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        var joining = gate.GetAsync(PrometheusFormat.FromAccept(null), canShare: false, Long, CancellationToken.None).AsTask();
        _mayGoOn.Set();
        (await first).Release();
        (await joining).Release();
    }

    private void Run(CollectionRound round)
    {
        _mayGoOn.Wait(Long);
        round.Control.ThrowIfAbandoned();
        foreach (var page in round.Pages)
        {
            page.Buffer = _pool.RentBuffer(long.MaxValue, round.Control);
        }
    }
}
