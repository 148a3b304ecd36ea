using System.Text;
using Observe.Agent.Forward;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Tests.Forward;

public sealed class OtlpRelayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private long _received;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_accepted_is_on_the_disk_though_the_agent_never_ends_in_order()
    {
        // Not disposed of, as after a kill.
        var queue = Open();
        using var relay = Relay(queue);
        var requests = Enumerable.Range(0, 200).Select(i => $"request {i}").ToList();
        await Task.WhenAll(requests.Select(async r => Assert.Equal(OtlpStatus.Accepted, (await relay.TakeAsync(Encoding.UTF8.GetBytes(r), CancellationToken.None)).Status)));
        using var again = Open();
        var batch = new QueueBatch();
        await again.ReadAsync(batch, 1024 * 1024, CancellationToken.None);
        Assert.Equal(requests.Order(StringComparer.Ordinal), Enumerable.Range(0, batch.Count).Select(i => Encoding.UTF8.GetString(batch[i])).Order(StringComparer.Ordinal));
        Assert.Equal(200, _received);
        queue.Dispose();
    }

    [Fact]
    public async Task With_a_full_queue_the_app_is_told_to_come_again_and_nothing_of_the_request_is_kept()
    {
        using var queue = Open(limit: 1024 * 1024);
        using var relay = Relay(queue);
        var request = new byte[100_000];
        OtlpOutcome outcome;
        var taken = 0;
        while ((outcome = await relay.TakeAsync(request, CancellationToken.None)).Status == OtlpStatus.Accepted)
        {
            taken++;
        }

        Assert.Equal(OtlpStatus.Busy, outcome.Status);
        Assert.Contains("full", outcome.Message);
        Assert.Equal(11, taken);
        var size = queue.Size;
        await relay.TakeAsync(request, CancellationToken.None);
        Assert.Equal(size, queue.Size);
    }

    [Fact]
    public async Task A_request_without_anything_is_accepted_and_not_queued()
    {
        using var queue = Open();
        using var relay = Relay(queue);
        Assert.Equal(OtlpOutcome.Accepted, await relay.TakeAsync(ReadOnlyMemory<byte>.Empty, CancellationToken.None));
        Assert.Equal(0, queue.Size);
    }

    private DiskQueue Open(long limit = 64 * 1024 * 1024) => new("relay", _folder["relay"], limit, committed: null, static () => { });

    private OtlpRelay Relay(DiskQueue queue) => new("forward_x", queue, (_, count) => _received += count);
}
