using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Instrumentation.Cmr;
using Observe.Instrumentation.Delivery;
using Observe.Instrumentation.Delivery.Push;
using Observe.Instrumentation.Events;
using Observe.Instrumentation.Metrics;
using Observe.Instrumentation.Tokens;

namespace Observe.Instrumentation;

/// <summary>
/// Everything of this library, put together: what a host gets by <c>AddObserve</c>, and what an app without one makes itself and disposes
/// at its end. Thread-safe.
/// </summary>
public sealed class ObserveClient : IAsyncDisposable, IDisposable
{
    private readonly DeliveryCounts _counts;
    private readonly OtlpClient? _client;
    private readonly EventSender? _sender;
    private readonly MetricsPush? _push;
    private int _isDisposed;

    /// <param name="options">How it works; the defaults when null.</param>
    /// <param name="loggers">Where events are logged; nowhere when null.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="meters">Makes the meter; a process-wide one when null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names them all.</exception>
    public ObserveClient(
        ObserveOptions? options = null, ILoggerFactory? loggers = null, TimeProvider? time = null, IMeterFactory? meters = null)
    {
        options ??= new ObserveOptions();
        options.Validate();
        loggers ??= NullLoggerFactory.Instance;
        time ??= TimeProvider.System;
        var instruments = MeterInstruments.Of(meters);
        _counts = new DeliveryCounts(instruments.Delivery);
        var resource = new OtlpResource(options.ServiceName);
        if (options.Delivery.Enabled || options.Delivery.PushMetrics)
        {
            _client = new OtlpClient(options.Delivery);
        }

        if (options.Delivery.Enabled)
        {
            _sender = new EventSender(options.Delivery, _client!, resource, _counts, time);
        }

        var sink = (IEventSink?)_sender ?? NoSink.Instance;
        var writer = new EventWriter(sink, time, instruments.Events);
        Tokens = new TokenTracker(options.TokenLimits, loggers.CreateLogger<TokenTracker>(), time, meters, sink);
        System = new SystemLogger(new SafeLogger(loggers.CreateLogger<SystemLogger>()), writer);
        Ai = new AiLogger(new SafeLogger(loggers.CreateLogger<AiLogger>()), writer, Tokens, options.CaptureContent);
        Memory = new MemoryLogger(new SafeLogger(loggers.CreateLogger<MemoryLogger>()), writer);
        Cmr = new CmrPerformanceMonitor(options.Cmr, loggers.CreateLogger<CmrPerformanceMonitor>(), time, meters);
        if (options.Delivery.PushMetrics)
        {
            _push = new MetricsPush(options.Delivery, _client!, resource, instruments.Meter, time);
        }
    }

    /// <summary>Tells events of the app.</summary>
    public SystemLogger System { get; }

    /// <summary>Tells calls of models.</summary>
    public AiLogger Ai { get; }

    /// <summary>Tells what happens in memory.</summary>
    public MemoryLogger Memory { get; }

    /// <summary>Adds up tokens.</summary>
    public TokenTracker Tokens { get; }

    /// <summary>Measures contextual memory reweaving.</summary>
    public CmrPerformanceMonitor Cmr { get; }

    /// <summary>What became of the events so far.</summary>
    public DeliveryStats GetDeliveryStats() => _counts.Read();

    /// <summary>Sends what waits, and the metrics where they are pushed, and waits until it is sent or given up.</summary>
    /// <param name="cancellation">Ends the waiting, not the sending.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> ended the waiting.</exception>
    public async Task FlushAsync(CancellationToken cancellation = default)
    {
        if (_sender is not null)
        {
            await _sender.FlushAsync(cancellation);
        }

        if (_push is not null && Volatile.Read(ref _isDisposed) == 0)
        {
            await _push.PushAsync(cancellation);
        }
    }

    /// <summary>Sends what waits, for at most <see cref="DeliveryOptions.ShutdownTime"/>, drops and counts the rest, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await Cmr.DisposeAsync();
        Tokens.Dispose();
        if (_sender is not null)
        {
            await _sender.DisposeAsync();
        }

        if (_push is not null)
        {
            await _push.DisposeAsync();
        }

        _client?.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
