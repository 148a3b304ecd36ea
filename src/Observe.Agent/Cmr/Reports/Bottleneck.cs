using Observe.Agent.Cmr.Activity;

namespace Observe.Agent.Cmr.Reports;

/// <summary>A layer that holds all others up.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Phase">What it is slow at.</param>
/// <param name="Seconds">Its mean.</param>
/// <param name="Others">The median of the other layers' means.</param>
/// <param name="Ratio">The one by the other.</param>
/// <param name="Share">Its share of all layers' time.</param>
internal sealed record Bottleneck(int Layer, string Phase, double Seconds, double Others, double Ratio, double Share)
{
    /// <summary>From so many times the others' median on a layer is slow.</summary>
    private const double Slow = 2;

    private const long FewestTimes = 5;

    /// <summary>The layer and phase that lose the most time beside the other layers; null when none is slow.</summary>
    public static Bottleneck? Of(CmrActivity activity) =>
        Slowest(activity, CmrComponent.Capture, l => l.CaptureTimes)
            .Concat(Slowest(activity, CmrComponent.Reconstruction, l => l.ReconstructionTimes))
            .MaxBy(b => b.Seconds - b.Others);

    private static IEnumerable<Bottleneck> Slowest(CmrActivity activity, string phase, Func<LayerActivity, Timings> times)
    {
        var layers = activity.Layers.Select(l => (l.Key, Times: times(l.Value))).Where(l => l.Times.Count >= FewestTimes).ToList();
        var total = layers.Sum(l => l.Times.Sum);
        foreach (var (layer, own) in layers)
        {
            var others = layers.Where(l => l.Key != layer).Select(l => l.Times.Mean!.Value).Order().ToList();
            if (others.Count > 0 && Median(others) is > 0 and var median && own.Mean >= Slow * median)
            {
                yield return new Bottleneck(layer, phase, own.Mean.Value, median, own.Mean.Value / median, own.Sum / total);
            }
        }
    }

    private static double Median(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}
