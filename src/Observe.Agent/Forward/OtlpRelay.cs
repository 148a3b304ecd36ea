using Observe.Agent.Forward.Disk;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Forward;

/// <summary>
/// Queues what apps pushed, for one signal and one destination; it is on the disk before the app gets its answer. Requests
/// that come together are written together.
/// </summary>
internal sealed class OtlpRelay(string component, DiskQueue queue, Action<string, long> received) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);

    public async ValueTask<OtlpOutcome> TakeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        if (request.IsEmpty)
        {
            return OtlpOutcome.Accepted;
        }

        try
        {
            if (!queue.HasRoom)
            {
                await WriteAsync(long.MaxValue, cancellation);
                if (!queue.HasRoom)
                {
                    return OtlpOutcome.Busy("the queue of what is to be passed on is full");
                }
            }

            await WriteAsync(queue.AppendFrame(request.Span), cancellation);
        }
        catch (JournalException e)
        {
            return OtlpOutcome.Busy(e.Message);
        }

        received(component, 1);
        return OtlpOutcome.Accepted;
    }

    public void Dispose() => _writing.Dispose();

    private async ValueTask WriteAsync(long position, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            if (queue.Published < position)
            {
                var end = queue.Cut();
                queue.Persist();
                queue.Publish(end);
            }
        }
        finally
        {
            _writing.Release();
        }
    }
}
