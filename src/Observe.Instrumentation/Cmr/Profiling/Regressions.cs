namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>Compares a profile with a baseline. A difference counts when it is large and unlikely to be chance.</summary>
internal static class Regressions
{
    private const double SlowerBy = 1.2;
    private const double StandardErrors = 3;
    private const long MinRuns = 10;

    public static IReadOnlyList<CmrRegression> Find(IEnumerable<CmrProfileEntry> entries, CmrProfileBaseline? baseline)
    {
        if (baseline is null)
        {
            return [];
        }

        var before = baseline.Entries.GroupBy(e => (e.Phase, e.LayerIndex)).ToDictionary(e => e.Key, e => e.Last());
        return
        [
            .. entries.Where(e => before.ContainsKey((e.Phase, e.LayerIndex)))
                .Select(e => Compare(before[(e.Phase, e.LayerIndex)], e)).OrderByDescending(r => r.Ratio),
        ];
    }

    private static CmrRegression Compare(CmrBaselineEntry before, CmrProfileEntry now)
    {
        var ratio = before.AvgTime > 0 ? now.AvgTime / before.AvgTime : 1;
        var error = Math.Sqrt((before.StdDev * before.StdDev / Math.Max(1, before.Count)) + (now.StdDev * now.StdDev / Math.Max(1, now.Count)));
        var difference = now.AvgTime - before.AvgTime;
        var apart = error > 0 ? Math.Min(difference / error, 1e6) : Math.Sign(difference) * 1e6;
        var isRegression = before.Count >= MinRuns && now.Count >= MinRuns && ratio >= SlowerBy && apart > StandardErrors;
        return new CmrRegression(now.Phase, now.LayerIndex, before.AvgTime, now.AvgTime, ratio, apart, isRegression);
    }
}
