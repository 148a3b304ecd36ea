using System.Globalization;

namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>Picks what a profile should be read for.</summary>
internal static class Bottlenecks
{
    private const double LargeShare = 0.5;
    private const double SlowRatio = 2;

    public static IReadOnlyList<CmrBottleneck> Find(List<CmrProfileEntry> phases, List<CmrProfileEntry> layers)
    {
        var found = phases.Where(p => p.Share > LargeShare)
            .Select(p => new CmrBottleneck(p.Phase, null, p.Share, null, Text($"{p.Phase} takes {p.Share:0.#%} of the time")))
            .ToList();
        foreach (var layer in layers.Where(l => l.LayerIndex is not null))
        {
            var others = layers.Where(l => l.Phase == layer.Phase && l.LayerIndex is not null && l != layer).Select(l => l.P50).ToList();
            if (others.Count > 0 && Percentiles.Median(others) is var peers and > 0 && layer.P50 >= SlowRatio * peers)
            {
                found.Add(new CmrBottleneck(layer.Phase, layer.LayerIndex, layer.Share, layer.P50 / peers,
                    Text($"layer {layer.LayerIndex} takes {layer.P50 / peers:0.#} times what other layers take for {layer.Phase}: {layer.P50 * 1000:0.###} ms against {peers * 1000:0.###} ms, median of {layer.Count} runs")));
            }
        }

        return [.. found.OrderByDescending(b => b.Share)];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
