using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Cmr.Diagnostics;
using Observe.Instrumentation.Cmr.Health;
using Observe.Instrumentation.Cmr.Hooks;
using Observe.Instrumentation.Cmr.Profiling;
using Observe.Instrumentation.Cmr.Recording;
using Observe.Instrumentation.Cmr.Stats;
using Observe.Instrumentation.Metrics;

namespace Observe.Instrumentation.Cmr;

/// <summary>
/// Measures contextual memory reweaving: captures of hidden states, the buffer, retrievals and reconstructions. Keeps statistics, and
/// publishes metrics named <c>cmr.*</c> on the meter <see cref="ObserveTelemetry.MeterName"/>. Thread-safe.
/// </summary>
/// <remarks>
/// Recording never throws, takes no lock that another recording thread holds, and allocates nothing once a thread has recorded. A
/// recording with a value out of range is counted in <see cref="CmrCountStats.RejectedRecordings"/> and nowhere else. To be disposed
/// when it is no longer used; recording after that does no harm but reaches no metric.
/// </remarks>
public sealed class CmrPerformanceMonitor : IAsyncDisposable, IDisposable
{
    private readonly CmrMonitorOptions _options;
    private readonly Epoch _epoch;
    private readonly Histogram<double> _captureDuration;
    private readonly KeyValuePair<string, object?>[] _layerTags;
    private readonly CmrInstruments _instruments;
    private readonly Operations _operations;
    private readonly LiveWindow _window;
    private readonly HealthJudge _judge;
    private readonly Profiler _profiler;
    private readonly RealTime _realTime;
    private CmrProfileBaseline? _baseline;
    private CmrHealth _health = CmrHealth.Unknown;
    private long _since;
    private long _rejected;
    private int _isDisposed;

    /// <param name="options">How it works; the defaults when null.</param>
    /// <param name="logger">Where alerts are logged; nowhere when null.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="meters">Makes the meter; a process-wide one when null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names them all.</exception>
    public CmrPerformanceMonitor(
        CmrMonitorOptions? options = null, ILogger<CmrPerformanceMonitor>? logger = null, TimeProvider? time = null, IMeterFactory? meters = null)
    {
        _options = options ?? new CmrMonitorOptions();
        var faults = new OptionsFaults();
        _options.Validate(faults);
        faults.ThrowIfAny(_options);
        Time = time ?? TimeProvider.System;
        Recordings = new Recordings(_options.History, _options.LayerLimit);
        _epoch = Recordings.Epoch;
        Buffer = new BufferState(_options.LayerLimit);
        Hooks = new CmrHooks(Time);
        Alerts = new AlertCenter(_options.Alerts, logger, Time);
        _layerTags = [.. Enumerable.Range(0, _options.LayerLimit).Select(i => new KeyValuePair<string, object?>("cmr.layer", i))];
        _instruments = MeterInstruments.Of(meters).Cmr;
        _captureDuration = _instruments.CaptureDuration;
        _operations = new Operations(Recordings, _instruments, _layerTags);
        _window = new LiveWindow(Recordings, _operations.Errors, Buffer, Time, _options.LiveWindow);
        _window.Restart();
        _judge = new HealthJudge(_options);
        _profiler = new Profiler(Time, _options.LayerLimit) { IsEnabled = _options.Profiling };
        _since = Time.GetTimestamp();
        _instruments.Add(this);
        _realTime = new RealTime(Time, _options, _window, w => _health = _judge.Judge(w), new CmrAlerts(_options, Alerts));
        if (_options.RealTimeMonitoring)
        {
            _realTime.Start();
        }
    }

    /// <summary>Callbacks into tracked forward passes.</summary>
    public CmrHooks Hooks { get; }

    /// <summary>The alerts of this monitor; rules of your own may be reported here too.</summary>
    public AlertCenter Alerts { get; }

    internal TimeProvider Time { get; }

    internal Recordings Recordings { get; }

    internal BufferState Buffer { get; }

    /// <summary>As judged last, in real time.</summary>
    internal CmrHealth LastHealth => Volatile.Read(ref _health);

    /// <summary>Records a capture that does not know how many states it looked at; it leaves the capture efficiency as it is.</summary>
    /// <param name="layerIndex">The layer, from 0 to below <see cref="CmrMonitorOptions.LayerLimit"/>.</param>
    /// <param name="statesStored">States stored, 0 or more.</param>
    /// <param name="captureTime">How long it took, 0 to a day.</param>
    public void RecordCapture(int layerIndex, int statesStored, TimeSpan captureTime) => Capture(layerIndex, statesStored, captureTime, -1);

    /// <summary>Records a capture.</summary>
    /// <param name="layerIndex">The layer, from 0 to below <see cref="CmrMonitorOptions.LayerLimit"/>.</param>
    /// <param name="statesStored">States stored, 0 or more.</param>
    /// <param name="captureTime">How long it took, 0 to a day.</param>
    /// <param name="statesCaptured">States looked at, 0 or more.</param>
    public void RecordCapture(int layerIndex, int statesStored, TimeSpan captureTime, int statesCaptured)
    {
        if (statesCaptured < 0)
        {
            Reject();
            return;
        }

        Capture(layerIndex, statesStored, captureTime, statesCaptured);
    }

    /// <summary>Records a reconstruction.</summary>
    /// <param name="layerIndex">The layer, from 0 to below <see cref="CmrMonitorOptions.LayerLimit"/>.</param>
    /// <param name="memoriesUsed">Memories used, 0 or more.</param>
    /// <param name="reconstructionTime">How long it took, 0 to a day.</param>
    /// <param name="quality">Its measured quality, 0 to 1; null when it was not measured.</param>
    /// <param name="method">The method, one of few (32, then <c>other</c>); <c>unknown</c> when null.</param>
    public void RecordReconstruction(
        int layerIndex, int memoriesUsed, TimeSpan reconstructionTime, double? quality = null, string? method = null) =>
        Check(_operations.Reconstruct(layerIndex, memoriesUsed, reconstructionTime, quality, method));

    /// <summary>Records a retrieval.</summary>
    /// <param name="retrievalTime">How long it took, 0 to a day.</param>
    /// <param name="cacheHit">Whether a cache answered it; null when there is no cache.</param>
    /// <param name="quality">Its measured quality, 0 to 1; null when it was not measured.</param>
    /// <param name="strategy">The strategy, one of few (32, then <c>other</c>); <c>unknown</c> when null.</param>
    public void RecordRetrieval(TimeSpan retrievalTime, bool? cacheHit = null, double? quality = null, string? strategy = null) =>
        Check(_operations.Retrieve(retrievalTime, cacheHit, quality, strategy));

    /// <summary>Records that states left the buffer to make room.</summary>
    /// <param name="layerIndex">Their layer, from 0 to below <see cref="CmrMonitorOptions.LayerLimit"/>.</param>
    /// <param name="entries">How many, 1 or more.</param>
    /// <param name="strategy">What chose them, one of few (32, then <c>other</c>); <c>unknown</c> when null.</param>
    public void RecordEviction(int layerIndex, int entries = 1, string? strategy = null) => Check(_operations.Evict(layerIndex, entries, strategy));

    /// <summary>Records a forward pass of the whole model.</summary>
    /// <param name="duration">How long it took, 0 to a day.</param>
    /// <param name="model">The model, one of few (32, then <c>other</c>); <c>unknown</c> when null.</param>
    public void RecordForward(TimeSpan duration, string? model = null) => Check(_operations.Forward(duration, model));

    /// <summary>Records an error.</summary>
    /// <param name="component">Where it happened.</param>
    public void RecordError(CmrComponent component) => Check(_operations.Fail(component));

    /// <summary>Says what the buffer holds of one layer; the other layers stay as they were.</summary>
    public void ObserveBuffer(CmrBufferLayer layer) => Check(Buffer.Observe(layer));

    /// <summary>Says what the whole buffer holds; layers that are missing, or listed twice, hold nothing or are refused with all others.</summary>
    public void ObserveBuffer(ReadOnlySpan<CmrBufferLayer> layers) => Check(Buffer.Observe(layers));

    /// <summary>Everything known, since the start or the last reset.</summary>
    public CmrStats GetStats() => StatsReader.Read(
        Recordings, Buffer, Time.GetUtcNow(), Time.GetElapsedTime(Volatile.Read(ref _since)), _operations.Errors.Total, Interlocked.Read(ref _rejected));

    /// <summary>
    /// Begins anew: statistics, history, live figures, the observed buffer, hook costs. Metrics are counters and go on. What another
    /// thread records meanwhile may count to either side.
    /// </summary>
    public void Reset()
    {
        Recordings.Reset();
        Buffer.Clear();
        _operations.Reset();
        Hooks.Reset();
        Interlocked.Exchange(ref _rejected, 0);
        Volatile.Write(ref _since, Time.GetTimestamp());
        _window.Restart();
        Volatile.Write(ref _health, CmrHealth.Unknown);
    }

    /// <summary>Turns the upkeep of live figures, health and alerts on or off.</summary>
    /// <param name="enabled">Whether it is to run.</param>
    public void EnableRealTimeMonitoring(bool enabled = true)
    {
        if (enabled && Volatile.Read(ref _isDisposed) == 0)
        {
            _realTime.Start();
        }
        else
        {
            _realTime.Stop();
        }
    }

    /// <summary>Follows a forward pass until what is returned is disposed.</summary>
    /// <param name="model">The model, one of few (32, then <c>other</c>); <c>unknown</c> when null.</param>
    public CmrTracking TrackPerformance(string? model = null) => new(this, model);

    /// <summary>What happens now. Without real-time monitoring each call looks back to the one before.</summary>
    public CmrLiveStats GetLiveStats()
    {
        var window = _window.Read();
        var health = _judge.Judge(window);
        if (!_realTime.IsRunning)
        {
            Volatile.Write(ref _health, health);
            _window.Restart();
        }

        return CmrLiveStats.Of(window, Time.GetUtcNow(), _realTime.IsRunning, health, Alerts.Active);
    }

    /// <summary>Looks at everything closely and says what is wrong, with figures.</summary>
    public CmrDiagnostics RunDiagnostics()
    {
        var window = _window.Read();
        var reader = new DiagnosticsReader(_options, Recordings, Buffer, _operations.Methods, _operations.Strategies);
        return reader.Read(Time.GetUtcNow(), window, _judge.Judge(window), Hooks.Read());
    }

    /// <summary>Turns profiling on or off. Turning it on begins a new profile.</summary>
    /// <param name="enabled">Whether scopes are to measure.</param>
    public void EnableProfiling(bool enabled = true)
    {
        if (enabled && !_profiler.IsEnabled)
        {
            _profiler.Clear();
        }

        _profiler.IsEnabled = enabled;
    }

    /// <summary>Profiles a piece of code until what is returned is disposed; does nothing while profiling is off.</summary>
    /// <param name="phase">What the code does, one of few (64, then <c>other</c>).</param>
    /// <param name="layerIndex">The layer from 0; -1 outside of layers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="phase"/> is null.</exception>
    public IDisposable ProfileExecution(string phase, int layerIndex = -1)
    {
        ArgumentNullException.ThrowIfNull(phase);
        return _profiler.Begin(phase, layerIndex);
    }

    /// <summary>Where the time of profiled code went, beside the baseline if one is set.</summary>
    public CmrProfileResults GetProfileResults() => _profiler.Read(Volatile.Read(ref _baseline));

    /// <summary>Sets what profiles are compared with, such as <see cref="CmrProfileBaseline.Load"/> gives; nothing when null.</summary>
    /// <param name="baseline">The baseline.</param>
    public void SetProfileBaseline(CmrProfileBaseline? baseline) => Volatile.Write(ref _baseline, baseline);

    /// <summary>Ends the background work and sends alerts that are waiting, for at most two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _realTime.Stop();
        _instruments.Remove(this);
        await Alerts.DisposeAsync();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Capture(int layerIndex, int statesStored, TimeSpan captureTime, int statesCaptured)
    {
        var recorder = Recordings.Current(_epoch) ?? Recordings.Switch();
        if (statesStored < 0 || (ulong)captureTime.Ticks > ThreadRecorder.MaxTicks || !recorder.Capture(layerIndex, statesStored, captureTime.Ticks, statesCaptured))
        {
            Reject();
            return;
        }

        if (_captureDuration.Enabled)
        {
            PublishCapture(layerIndex, captureTime);
        }
    }

    /// <summary>Apart, so that an unobserved capture pays nothing for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PublishCapture(int layerIndex, TimeSpan captureTime) => _captureDuration.Record(captureTime.TotalSeconds, _layerTags[layerIndex]);

    private void Check(bool isRecorded)
    {
        if (!isRecorded)
        {
            Reject();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Reject() => Interlocked.Increment(ref _rejected);
}
