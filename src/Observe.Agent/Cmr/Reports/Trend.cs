namespace Observe.Agent.Cmr.Reports;

/// <summary>Where a figure is going: the mean of the later half of its samples beside that of the earlier half.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Direction"><c>improving</c>, <c>stable</c> or <c>degrading</c>.</param>
/// <param name="From">The earlier mean.</param>
/// <param name="To">The later mean.</param>
/// <param name="Change">The change by the earlier mean; null when that is 0.</param>
internal sealed record Trend(string Metric, string Direction, double From, double To, double? Change)
{
    /// <summary>Samples that are looked at, and fewest for a trend.</summary>
    private const int Most = 60;

    private const int Fewest = 6;

    /// <summary>A change by less is none.</summary>
    private const double Stable = 0.1;

    private static readonly (string Metric, bool MoreIsBetter, Func<CmrSample, double?> Value)[] Followed =
    [
        ("health_score", true, s => s.Score),
        ("avg_capture_time", false, s => s.Figures.AvgCaptureTime),
        ("avg_retrieval_time", false, s => s.Figures.AvgRetrievalTime),
        ("avg_reconstruction_time", false, s => s.Figures.AvgReconstructionTime),
        ("capture_efficiency", true, s => s.Figures.CaptureEfficiency),
        ("reconstruction_quality", true, s => s.Figures.ReconstructionQuality),
        ("cache_hit_rate", true, s => s.Figures.CacheHitRate),
        ("error_rate", false, s => s.Figures.ErrorRate),
    ];

    public static IReadOnlyList<Trend> Of(IReadOnlyList<CmrSample> samples)
    {
        var latest = samples.Skip(Math.Max(0, samples.Count - Most)).ToList();
        return [.. Followed.Select(f => Of(f.Metric, f.MoreIsBetter, [.. latest.Select(f.Value).OfType<double>()])).OfType<Trend>()];
    }

    private static Trend? Of(string metric, bool moreIsBetter, List<double> values)
    {
        if (values.Count < Fewest)
        {
            return null;
        }

        var half = values.Count / 2;
        var (from, to) = (values[..half].Average(), values[^half..].Average());
        var isMore = to - from > Stable * from;
        var isLess = from - to > Stable * from;
        var direction = !isMore && !isLess ? "stable" : isMore == moreIsBetter ? "improving" : "degrading";
        return new Trend(metric, direction, from, to, from == 0 ? null : (to - from) / from);
    }
}
