using System.Globalization;
using Observe.Agent.Cmr.Activity;

namespace Observe.Agent.Cmr.Health;

/// <summary>
/// Scores components against the thresholds: 1 within a threshold, beyond it as many times less as it is exceeded. A component has the
/// worst score of what was measured of it.
/// </summary>
internal sealed class HealthJudge(CmrOptions options)
{
    /// <summary>Fewer durations say nothing about a layer.</summary>
    private const long FewestTimes = 5;

    /// <summary>So many are named, the slowest first: when all layers are slow, nobody reads a hundred.</summary>
    private const int MaxSlowLayers = 5;

    /// <summary>A buffer this full works, without room for more.</summary>
    private const double Full = 0.95;

    private const double ScoreOfFull = 0.75;

    /// <summary>A buffer that evicts most of what it stores within a minute is too small.</summary>
    private const double Churn = 0.5;

    private const double ShortestLife = 60;
    private const double ScoreOfChurn = 0.6;

    public IReadOnlyDictionary<string, CmrHealth> Judge(CmrActivity activity, BufferLevels levels, CmrFigures figures) =>
        new SortedDictionary<string, CmrHealth>(StringComparer.Ordinal)
        {
            [CmrComponent.Capture] = Worst([.. Slow(activity, "capture", l => l.CaptureTimes), Poor("capture efficiency", figures.CaptureEfficiency), Failing(activity, CmrComponent.Capture)]),
            [CmrComponent.Buffer] = Worst(
                [Fullness(figures.UtilizationRate), Life(activity.Sum(l => l.StatesStored), figures), Failing(activity, CmrComponent.Buffer)]),
            [CmrComponent.Retrieval] = Worst(
                [Slow("retrievals", activity.RetrievalTimes), Poor("retrieval quality", figures.RetrievalQuality), Failing(activity, CmrComponent.Retrieval)]),
            [CmrComponent.Reconstruction] = Worst(
                [.. Slow(activity, "reconstruction", l => l.ReconstructionTimes), Poor("reconstruction quality", figures.ReconstructionQuality), Failing(activity, CmrComponent.Reconstruction)]),
        };

    private static CmrHealth Worst(CmrHealth?[] parts) => CmrHealth.Worst(parts.OfType<CmrHealth>());

    /// <summary>Each layer by itself: one of many would not show in the percentiles of all.</summary>
    private IEnumerable<CmrHealth?> Slow(CmrActivity activity, string what, Func<LayerActivity, Timings> times) => activity.Layers
        .Select(l => Slow(string.Create(CultureInfo.InvariantCulture, $"{what}s of layer {l.Key}"), times(l.Value)))
        .OfType<CmrHealth>()
        .OrderBy(h => h.Score)
        .Select((health, i) => i < MaxSlowLayers ? health : health with { Reasons = [] });

    private CmrHealth? Slow(string what, Timings times) => times.Count < FewestTimes ? null
        : Above(times.Quantile(0.95)!.Value, options.LatencyThreshold.TotalSeconds, p95 => $"95 % of the {what} take up to {p95:0.####} s");

    private CmrHealth? Poor(string what, double? value) => value is not { } measured ? null
        : measured >= options.EfficiencyThreshold ? new CmrHealth(1, [])
        : Lowered(measured / options.EfficiencyThreshold, $"the {what} is {measured:0.###}; the threshold is {options.EfficiencyThreshold:0.###}");

    private CmrHealth? Failing(CmrActivity activity, string component)
    {
        if (activity.Errors.GetValueOrDefault(component) is not (> 0 and var errors))
        {
            return null;
        }

        // What failed may or may not have been counted as an operation.
        var rate = errors / (double)Math.Max(errors, activity.Operations(component));
        return Above(rate, options.ErrorRateThreshold, r => $"{errors} errors, a rate of {r:0.###}");
    }

    private static CmrHealth? Fullness(double? utilization) => utilization is not { } share ? null
        : share <= Full ? new CmrHealth(1, []) : Lowered(ScoreOfFull, $"the buffer is {share:0.#%} full");

    private static CmrHealth? Life(long stored, CmrFigures figures)
    {
        if (figures.Evictions == 0 || figures.BufferEntries == 0 || figures.Evictions <= Churn * stored)
        {
            return null;
        }

        var life = figures.BufferEntries / figures.EvictionRate;
        return life >= ShortestLife ? null : Lowered(ScoreOfChurn, $"states stay for {life:0.#} s in the buffer");
    }

    private static CmrHealth Above(double value, double threshold, Func<double, FormattableString> text) => value <= threshold
        ? new CmrHealth(1, [])
        : Lowered(threshold / value, $"{FormattableString.Invariant(text(value))}; the threshold is {threshold:0.####}");

    private static CmrHealth Lowered(double score, FormattableString reason) => new(score, [FormattableString.Invariant(reason)]);
}
