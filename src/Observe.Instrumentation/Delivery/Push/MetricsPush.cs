using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Observe.Instrumentation.Delivery.Push;

/// <summary>
/// Sends this library's metrics to the agent where there is no OpenTelemetry SDK: cumulative sums and histograms, at an interval. A
/// push that fails loses nothing, because the next one carries the same sums.
/// </summary>
internal sealed class MetricsPush : IAsyncDisposable
{
    /// <summary>Series beyond these are dropped: what an app names must not fill its memory.</summary>
    private const int SeriesLimit = 4000;

    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly OtlpClient _client;
    private readonly OtlpResource _resource;
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<PushedInstrument> _instruments = [];
    private readonly DateTimeOffset _start;
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _pushing = new(1);
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly Task _running;
    private int _series;

    public MetricsPush(DeliveryOptions options, OtlpClient client, OtlpResource resource, Meter meter, TimeProvider time)
    {
        _options = options;
        _client = client;
        _resource = resource;
        _time = time;
        _start = time.GetUtcNow();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                var pushed = new PushedInstrument(instrument, MayAdd);
                lock (_gate)
                {
                    _instruments.Add(pushed);
                }

                listener.EnableMeasurementEvents(instrument, pushed);
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((PushedInstrument)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((PushedInstrument)state!).Record(value, tags));
        _listener.Start();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Sends everything as it is now.</summary>
    public async Task<OtlpOutcome> PushAsync(CancellationToken cancellation)
    {
        await _pushing.WaitAsync(cancellation);
        try
        {
            PushedInstrument[] instruments;
            lock (_gate)
            {
                instruments = [.. _instruments];
            }

            Array.ForEach(instruments, i => i.ForgetObserved());
            Interlocked.Exchange(ref _series, instruments.Sum(i => i.Read().Length));
            _listener.RecordObservableInstruments();
            _body.ResetWrittenCount();
            int points;
            using (var json = new Utf8JsonWriter(_body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
            {
                points = MetricsJson.Write(json, _resource, instruments, _start, _time.GetUtcNow());
            }

            return points == 0
                ? new OtlpOutcome(OtlpOutcomeKind.Taken)
                : await _client.PostAsync("v1/metrics", _body.WrittenMemory, cancellation);
        }
        finally
        {
            _pushing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        using var last = new CancellationTokenSource(_options.ShutdownTime);
        try
        {
            await PushAsync(last.Token);
        }
        catch (OperationCanceledException)
        {
            // The app ends and will not wait longer.
        }

        _listener.Dispose();
        _ending.Dispose();
        _pushing.Dispose();
    }

    private bool MayAdd()
    {
        if (Interlocked.Increment(ref _series) <= SeriesLimit)
        {
            return true;
        }

        Interlocked.Decrement(ref _series);
        return false;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_options.PushInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token))
            {
                await PushAsync(_ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
