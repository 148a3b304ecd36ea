using Observe.Agent.Cmr.Activity;

namespace Observe.Agent.Cmr.Reports;

/// <summary>One layer over the window; totals since the agent saw the app first.</summary>
internal sealed record LayerReport(
    int Layer,
    long Captures,
    double? AvgCaptureTime,
    double? P95CaptureTime,
    long StatesCaptured,
    long StatesStored,
    double? CaptureEfficiency,
    long Reconstructions,
    double? AvgReconstructionTime,
    double? P95ReconstructionTime,
    double? ReconstructionQuality,
    long Evictions,
    long? BufferEntries,
    double TimeShare,
    long TotalCaptures,
    long TotalStatesStored,
    long TotalReconstructions)
{
    public static IReadOnlyList<LayerReport> Of(CmrActivity window, CmrSource source)
    {
        var time = window.Layers.Values.Sum(Time);
        return [.. source.Total.Layers.Select(l => Of(l.Key, window.Layers.GetValueOrDefault(l.Key) ?? new LayerActivity(), l.Value, time, source))];
    }

    private static LayerReport Of(int layer, LayerActivity now, LayerActivity total, double time, CmrSource source) => new(
        layer, now.Captures, now.CaptureTimes.Mean, now.CaptureTimes.Quantile(0.95), now.StatesCaptured, now.StatesStored, now.Efficiency,
        now.Reconstructions, now.ReconstructionTimes.Mean, now.ReconstructionTimes.Quantile(0.95), now.Quality.Value, now.Evictions,
        source.Levels.EntriesOf(layer), time > 0 ? Time(now) / time : 0, total.Captures, total.StatesStored, total.Reconstructions);

    private static double Time(LayerActivity layer) => layer.CaptureTimes.Sum + layer.ReconstructionTimes.Sum;
}
