using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Observe.Benchmarks.Prometheus;
using Observe.Instrumentation.Cmr;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Observe.Benchmarks.Instrumentation;

/// <summary>A capture beside a bare histogram with the same tag: unobserved, with a listener, and with the OpenTelemetry SDK.</summary>
[MemoryDiagnoser]
public class CaptureBenchmark
{
    private const int Layers = 16;

    private readonly KeyValuePair<string, object?>[] _tags =
        [.. Enumerable.Range(0, Layers).Select(i => new KeyValuePair<string, object?>("cmr.layer", i))];

    private MeterSource _meters = null!;
    private CmrPerformanceMonitor _monitor = null!;
    private Histogram<double> _bare = null!;
    private MeterListener? _listener;
    private MeterProvider? _sdk;
    private long _heard;
    private int _layer;

    [Params("nobody", "listener", "sdk")]
    public string Observer { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _meters = new MeterSource();
        _monitor = new CmrPerformanceMonitor(new CmrMonitorOptions { Alerts = { Enabled = false } }, meters: _meters);
        _bare = _meters.Meter.CreateHistogram<double>("bare", "s");
        if (Observer == "listener")
        {
            _listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
            _listener.SetMeasurementEventCallback<double>((_, _, _, _) => _heard++);
            _listener.Start();
        }
        else if (Observer == "sdk")
        {
            _sdk = Sdk.CreateMeterProviderBuilder().AddMeter(_meters.Meter.Name).AddReader(new BaseExportingMetricReader(new IdleExporter())).Build();
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _monitor.Dispose();
        _listener?.Dispose();
        _sdk?.Dispose();
        _meters.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void BareHistogram() => _bare.Record(0.0001, _tags[_layer++ & (Layers - 1)]);

    [Benchmark]
    public void RecordCapture() => _monitor.RecordCapture(_layer++ & (Layers - 1), 12, TimeSpan.FromTicks(1000), 64);
}
