using Observe.Instrumentation.Cmr.Recording;

namespace Observe.Instrumentation.Cmr;

/// <summary>Ratios from 0 to 1, or null where nothing was measured.</summary>
internal static class CmrRatios
{
    /// <summary>Stored of captured, over the captures that said both; stored may exceed captured in what an app reports, the ratio not.</summary>
    public static double? CaptureEfficiency(Totals totals) => Of(
        totals.Sum(l => l.StatesStored - l.StatesStoredUncompared), totals.Sum(l => l.StatesCaptured));

    /// <summary>What was stored and not evicted, of what was stored.</summary>
    public static double? StorageEfficiency(Totals totals)
    {
        var stored = totals.Sum(l => l.StatesStored);
        return Of(stored - totals.Sum(l => l.Evictions), stored);
    }

    public static double? CacheHits(CommonTotals common) => Of(common.Hits, common.Hits + common.Misses);

    public static double? Quality(long units, long count) => count == 0 ? null : units / ThreadRecorder.QualityUnits / count;

    public static double? Seconds(long ticks, long count) => count == 0 ? null : Seconds(ticks) / count;

    public static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;

    private static double? Of(long part, long whole) => whole <= 0 ? null : Math.Clamp(part / (double)whole, 0, 1);
}
