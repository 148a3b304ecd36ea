using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;

namespace Observe.Instrumentation.Delivery;

/// <summary>
/// Takes events from any thread without blocking and sends them in batches from a background task. Events beyond the queue's limit
/// are dropped and counted; nothing here throws into the app.
/// </summary>
internal sealed class EventSender : IEventSink, IAsyncDisposable
{
    /// <summary>A request that is this long takes no further event: texts may be long, and an agent refuses a request that is too large.</summary>
    private const int RequestLimit = 4 * 1024 * 1024;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly OtlpClient _client;
    private readonly OtlpResource _resource;
    private readonly DeliveryCounts _counts;
    private readonly Channel<AppEvent> _queue;
    private readonly SemaphoreSlim _hurry = new(0, 1);
    private readonly CancellationTokenSource _ending = new();
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly List<AppEvent> _batch = [];
    private readonly Task _sending;
    private int _queued;
    private volatile bool _isEnding;

    public EventSender(DeliveryOptions options, OtlpClient client, OtlpResource resource, DeliveryCounts counts, TimeProvider time)
    {
        _options = options;
        _client = client;
        _resource = resource;
        _counts = counts;
        _time = time;
        _queue = Channel.CreateBounded<AppEvent>(new BoundedChannelOptions(options.QueueLimit) { SingleReader = true });
        _sending = Task.Run(SendAllAsync);
    }

    public void Offer(AppEvent e)
    {
        _counts.Offer();
        if (!_queue.Writer.TryWrite(e))
        {
            _counts.Drop(1, _isEnding ? DropReason.ShutDown : DropReason.QueueFull);
        }
        else if (Interlocked.Increment(ref _queued) == _options.BatchLimit)
        {
            Hurry();
        }
    }

    /// <summary>Waits until all events offered before are delivered or dropped.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var offered = _counts.Offered;
        while (_counts.Settled < offered && !_sending.IsCompleted)
        {
            Hurry();
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        _queue.Writer.TryComplete();
        Hurry();
        _ending.CancelAfter(_options.ShutdownTime);
        await _sending;
        _ending.Dispose();
    }

    private void Hurry()
    {
        try
        {
            if (_hurry.CurrentCount == 0)
            {
                _hurry.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Another thread did it first.
        }
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_ending.Token))
            {
                if (Volatile.Read(ref _queued) < _options.BatchLimit && !_queue.Reader.Completion.IsCompleted)
                {
                    await _hurry.WaitAsync(_options.BatchDelay, _ending.Token);
                }

                while (_batch.Count < _options.BatchLimit && _queue.Reader.TryRead(out var e))
                {
                    _batch.Add(e);
                }

                Interlocked.Add(ref _queued, -_batch.Count);
                while (_batch.Count > 0)
                {
                    var count = Write();
                    await SendAsync(count);
                    _batch.RemoveRange(0, count);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The app ends and will not wait longer.
        }

        _queue.Writer.TryComplete();
        var left = _batch.Count;
        while (_queue.Reader.TryRead(out _))
        {
            left++;
        }

        _counts.Drop(left, DropReason.ShutDown);
    }

    /// <summary>Writes a request of the first events of the batch, as many as it may have.</summary>
    private int Write()
    {
        _body.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        return LogsJson.Write(json, _resource, _batch, RequestLimit);
    }

    private async Task SendAsync(int count)
    {
        var start = _time.GetTimestamp();
        for (var pause = FirstRetry; ; pause = pause * 2 < LongestRetry ? pause * 2 : LongestRetry)
        {
            var outcome = await _client.PostAsync("v1/logs", _body.WrittenMemory, _ending.Token);
            switch (outcome.Kind)
            {
                case OtlpOutcomeKind.Taken:
                    var rejected = Math.Clamp(outcome.Rejected, 0, count);
                    _counts.Drop(rejected, DropReason.Refused);
                    _counts.Deliver(count - rejected);
                    return;
                case OtlpOutcomeKind.Refused:
                    _counts.Drop(count, DropReason.Refused);
                    return;
            }

            var wait = outcome.RetryAfter is { } after && after < LongestRetry ? after : pause * (0.8 + (Random.Shared.NextDouble() * 0.4));
            if (_time.GetElapsedTime(start) + wait > _options.RetryTime)
            {
                _counts.Drop(count, DropReason.Unreachable);
                return;
            }

            await Task.Delay(wait, _time, _ending.Token);
        }
    }
}
