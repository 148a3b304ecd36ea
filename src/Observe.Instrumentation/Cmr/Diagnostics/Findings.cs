using System.Globalization;
using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>Gathers what is wrong.</summary>
internal sealed class Findings(CmrMonitorOptions options)
{
    /// <summary>A layer is slow from this many times the median of the others on.</summary>
    private const double SlowRatio = 2;

    /// <summary>With fewer samples nothing is said of a layer.</summary>
    private const int MinSamples = 5;

    private const double FullBuffer = 0.95;

    private readonly List<CmrFinding> _found = [];

    public IReadOnlyList<CmrFinding> WorstFirst() =>
        [.. _found.OrderByDescending(f => f.Severity).ThenByDescending(f => f.Reference > 0 ? f.Value / f.Reference : 0)];

    public void SlowLayers(CmrComponent component, IReadOnlyList<CmrLayerDurations> layers)
    {
        var known = layers.Where(l => l.Durations.Count >= MinSamples).ToList();
        foreach (var layer in known)
        {
            var others = known.Where(l => l != layer).Select(l => l.Durations.P50).ToList();
            if (others.Count == 0 || Percentiles.Median(others) is not (var peers and > 0) || layer.Durations.P50 < SlowRatio * peers)
            {
                continue;
            }

            var ratio = layer.Durations.P50 / peers;
            Add(ratio >= 2 * SlowRatio ? AlertSeverity.Error : AlertSeverity.Warning, component, layer.LayerIndex, "median_time",
                layer.Durations.P50, peers, layer.Durations.Count,
                SlowLayer(layer, ratio, peers, others.Count));
        }
    }

    public void Latency(CmrComponent component, CmrDurations? durations)
    {
        var threshold = options.LatencyThreshold.TotalSeconds;
        if (durations is not null && durations.P95 > threshold)
        {
            Add(AlertSeverity.Warning, component, null, "p95_time", durations.P95, threshold, durations.Count,
                $"95 % take up to {durations.P95 * 1000:0.###} ms; the threshold is {threshold * 1000:0.###} ms");
        }
    }

    public void Ratio(CmrComponent component, string metric, double? value, long samples)
    {
        if (value < options.EfficiencyThreshold)
        {
            Add(AlertSeverity.Warning, component, null, metric, value.Value, options.EfficiencyThreshold, samples,
                $"{metric} is {value:0.###}; the threshold is {options.EfficiencyThreshold:0.###}");
        }
    }

    public void Buffer(CmrMemoryAnalysis memory)
    {
        if (memory.Utilization > FullBuffer)
        {
            Add(AlertSeverity.Warning, CmrComponent.Buffer, memory.FullestLayer, "utilization_rate", memory.Utilization.Value, FullBuffer,
                memory.TotalEntries, $"the buffer is {memory.Utilization:0.#%} full; layer {memory.FullestLayer} most");
        }
    }

    public void Errors(CmrWindow window)
    {
        foreach (var component in Enum.GetValues<CmrComponent>())
        {
            var errors = window.Errors[(int)component];
            var rate = errors / (double)Math.Max(1, Math.Max(errors, window.Operations(component)));
            if (rate > options.ErrorRateThreshold)
            {
                Add(AlertSeverity.Error, component, null, "error_rate", rate, options.ErrorRateThreshold, errors,
                    $"{errors} errors, a rate of {rate:0.###}; the threshold is {options.ErrorRateThreshold:0.###}");
            }
        }
    }

    private static FormattableString SlowLayer(CmrLayerDurations layer, double ratio, double peers, int others)
    {
        var (median, peersMedian) = (layer.Durations.P50 * 1000, peers * 1000);
        FormattableString what = $"layer {layer.LayerIndex} is slow: its median is {median:0.###} ms, {ratio:0.#} times the {peersMedian:0.###} ms";
        return $"{what.ToString(CultureInfo.InvariantCulture)} of the other {others} layers, over {layer.Durations.Count} samples";
    }

    private void Add(
        AlertSeverity severity, CmrComponent component, int? layer, string metric, double value, double reference, long samples, FormattableString message) =>
        _found.Add(new CmrFinding(severity, component, layer, metric, value, reference, samples, message.ToString(CultureInfo.InvariantCulture)));
}
