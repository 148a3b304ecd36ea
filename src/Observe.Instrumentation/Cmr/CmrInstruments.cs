using System.Diagnostics.Metrics;
using Observe.Instrumentation.Cmr.Recording;
using Observe.Instrumentation.Metrics;

namespace Observe.Instrumentation.Cmr;

/// <summary>
/// The CMR metrics of one meter, fed by all its monitors together. What a capture counts is read out of the recordings when
/// somebody collects, so that a capture itself costs one histogram record and no more.
/// </summary>
internal sealed class CmrInstruments
{
    private readonly Lock _gate = new();
    private readonly List<CmrPerformanceMonitor> _monitors = [];
    private readonly Totals _ofDisposed = new();

    public CmrInstruments(Meter meter)
    {
        ObserveLayers(meter, "cmr.captures", "{capture}", "Captures of hidden states.", l => l.Captures);
        ObserveLayers(meter, "cmr.states.captured", "{state}", "Hidden states that captures looked at.", l => l.StatesCaptured);
        ObserveLayers(meter, "cmr.states.stored", "{state}", "Hidden states that captures stored.", l => l.StatesStored);
        CaptureDuration = meter.CreateHistogram("cmr.capture.duration", "s", "Durations of captures.", null, Buckets.Seconds);
        Reconstructions = meter.CreateCounter<long>("cmr.reconstructions", "{reconstruction}", "Reconstructions of a layer's state.");
        ReconstructionMemories = meter.CreateHistogram(
            "cmr.reconstruction.memories", "{memory}", "Memories that a reconstruction used.", null, Buckets.Memories);
        ReconstructionDuration = meter.CreateHistogram(
            "cmr.reconstruction.duration", "s", "Durations of reconstructions.", null, Buckets.Seconds);
        ReconstructionQuality = meter.CreateHistogram(
            "cmr.reconstruction.quality", "1", "Measured qualities of reconstructions.", null, Buckets.Qualities);
        ForwardDuration = meter.CreateHistogram("cmr.forward.duration", "s", "Durations of forward passes.", null, Buckets.Seconds);
        Evictions = meter.CreateCounter<long>("cmr.buffer.evictions", "{entry}", "Entries evicted from the buffer.");
        Retrievals = meter.CreateCounter<long>("cmr.retrievals", "{retrieval}", "Retrievals from the buffer.");
        RetrievalDuration = meter.CreateHistogram("cmr.retrieval.duration", "s", "Durations of retrievals.", null, Buckets.Seconds);
        RetrievalQuality = meter.CreateHistogram("cmr.retrieval.quality", "1", "Measured qualities of retrievals.", null, Buckets.Qualities);
        CacheRequests = meter.CreateCounter<long>("cmr.cache.requests", "{request}", "Retrievals by whether the cache answered.");
        Errors = meter.CreateCounter<long>("cmr.errors", "{error}", "Errors by component.");
        ObserveRatio(meter, "cmr.capture.efficiency", "States stored of those captured.", CmrRatios.CaptureEfficiency);
        ObserveRatio(meter, "cmr.storage.efficiency", "States stored that were not evicted.", CmrRatios.StorageEfficiency);
        ObserveBuffers(meter, "cmr.buffer.entries", "Entries in the buffer.", l => l.Entries);
        ObserveBuffers(meter, "cmr.buffer.limit", "Most entries that the buffer may hold.", l => l.Limit);
        meter.CreateObservableUpDownCounter(
            "cmr.buffer.size", () => Observed().Select(m => new Measurement<long>(m.Sum(l => l.Bytes))), "By", "Memory that the buffer takes.");
        meter.CreateObservableGauge(
            "cmr.buffer.utilization", () => Present(Utilization()), "1", "Entries of the buffer by its limit.");
        meter.CreateObservableGauge("cmr.health.score", ObserveHealth, "1", "Health of a component, 1 is best.");
    }

    public Histogram<double> CaptureDuration { get; }

    public Counter<long> Reconstructions { get; }

    public Histogram<long> ReconstructionMemories { get; }

    public Histogram<double> ReconstructionDuration { get; }

    public Histogram<double> ReconstructionQuality { get; }

    public Histogram<double> ForwardDuration { get; }

    public Counter<long> Evictions { get; }

    public Counter<long> Retrievals { get; }

    public Histogram<double> RetrievalDuration { get; }

    public Histogram<double> RetrievalQuality { get; }

    public Counter<long> CacheRequests { get; }

    public Counter<long> Errors { get; }

    public void Add(CmrPerformanceMonitor monitor)
    {
        lock (_gate)
        {
            _monitors.Add(monitor);
        }
    }

    /// <summary>Keeps what a disposed monitor counted: a counter must not fall.</summary>
    public void Remove(CmrPerformanceMonitor monitor)
    {
        lock (_gate)
        {
            if (_monitors.Remove(monitor))
            {
                _ofDisposed.Add(monitor.Recordings.ReadAll());
            }
        }
    }

    private static IEnumerable<Measurement<double>> Present(double? value) => value is { } present ? [new Measurement<double>(present)] : [];

    private static KeyValuePair<string, object?> Layer(int index) => new("cmr.layer", index);

    private CmrPerformanceMonitor[] Monitors()
    {
        lock (_gate)
        {
            return [.. _monitors];
        }
    }

    private Totals Sum()
    {
        lock (_gate)
        {
            var sum = new Totals();
            sum.Add(_ofDisposed);
            _monitors.ForEach(m => sum.Add(m.Recordings.ReadAll()));
            return sum;
        }
    }

    /// <summary>The layers of each monitor that has observed its buffer.</summary>
    private List<IReadOnlyList<CmrBufferLayer>> Observed() => [.. Monitors().Select(m => m.Buffer.Layers).Where(l => l.Count > 0)];

    private double? Utilization()
    {
        var limited = Observed().SelectMany(l => l).Where(l => l.Limit > 0).ToList();
        return limited.Count == 0 ? null : limited.Sum(l => l.Entries) / (double)limited.Sum(l => l.Limit);
    }

    private void ObserveLayers(Meter meter, string name, string unit, string description, Func<LayerTotals, long> field) =>
        meter.CreateObservableCounter(
            name,
            () =>
            {
                var layers = Sum().Layers;
                var measurements = new List<Measurement<long>>();
                for (var i = 0; i < layers.Length; i++)
                {
                    if (layers[i].Captures > 0)
                    {
                        measurements.Add(new Measurement<long>(field(layers[i]), Layer(i)));
                    }
                }

                return measurements;
            },
            unit,
            description);

    private void ObserveRatio(Meter meter, string name, string description, Func<Totals, double?> ratio) =>
        meter.CreateObservableGauge(name, () => Present(ratio(Sum())), "1", description);

    private void ObserveBuffers(Meter meter, string name, string description, Func<CmrBufferLayer, long> field) =>
        meter.CreateObservableUpDownCounter(
            name,
            () => Observed().SelectMany(l => l).GroupBy(l => l.LayerIndex)
                .Select(layer => new Measurement<long>(layer.Sum(field), Layer(layer.Key))),
            "{entry}",
            description);

    /// <summary>The worst of the monitors: an average would hide the one that ails.</summary>
    private IEnumerable<Measurement<double>> ObserveHealth() =>
        Monitors().SelectMany(m => m.LastHealth.Components).GroupBy(c => c.Component)
            .Select(c => new Measurement<double>(c.Min(x => x.Score), new KeyValuePair<string, object?>("component", Name(c.Key))));

    public static string Name(CmrComponent component) => component switch
    {
        CmrComponent.Capture => "capture",
        CmrComponent.Buffer => "buffer",
        CmrComponent.Retrieval => "retrieval",
        _ => "reconstruction",
    };
}
