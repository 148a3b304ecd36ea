using Observe.Instrumentation.Cmr.Recording;

namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>How durations are spread, exact over the durations given. Seconds; percentiles are recorded values (nearest rank).</summary>
/// <param name="Count">How many durations.</param>
/// <param name="Avg">Their mean.</param>
/// <param name="Min">The shortest.</param>
/// <param name="P50">Half are at most this.</param>
/// <param name="P90">90 % are at most this.</param>
/// <param name="P95">95 % are at most this.</param>
/// <param name="P99">99 % are at most this.</param>
/// <param name="Max">The longest.</param>
public sealed record CmrDurations(int Count, double Avg, double Min, double P50, double P90, double P95, double P99, double Max)
{
    /// <returns>Null when there are none.</returns>
    internal static CmrDurations? Of(IEnumerable<Sample> samples)
    {
        var sorted = samples.Select(s => s.Ticks).Order().ToList();
        return sorted.Count == 0 ? null : new CmrDurations(
            sorted.Count, CmrRatios.Seconds(sorted.Sum()) / sorted.Count, CmrRatios.Seconds(sorted[0]), At(0.5), At(0.9), At(0.95), At(0.99),
            CmrRatios.Seconds(sorted[^1]));

        double At(double share) => CmrRatios.Seconds(Percentiles.NearestRank(sorted, share));
    }
}
