using System.Globalization;
using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr.Health;

/// <summary>
/// Scores components against the thresholds: 1 within a threshold, then as many times less as the threshold is exceeded.
/// </summary>
internal sealed class HealthJudge(CmrMonitorOptions options)
{
    private const double Green = 0.7;
    private const double Yellow = 0.4;

    /// <summary>A buffer this full works, but has to evict for whatever it is given.</summary>
    private const double FullBuffer = 0.95;

    private const double ScoreOfFull = 0.75;

    public CmrHealth Judge(CmrWindow window)
    {
        List<CmrComponentHealth?> judged =
        [
            Component(CmrComponent.Capture, [Latency(window.CaptureDurations), Efficiency("capture efficiency", window.CaptureEfficiency),
                Errors(window, CmrComponent.Capture)]),
            Component(CmrComponent.Buffer, [Fullness(window.BufferUtilization), Errors(window, CmrComponent.Buffer)]),
            Component(CmrComponent.Retrieval, [Latency(window.RetrievalDurations), Efficiency("measured quality", window.RetrievalQuality),
                Errors(window, CmrComponent.Retrieval)]),
            Component(CmrComponent.Reconstruction, [Latency(window.ReconstructionDurations),
                Efficiency("measured quality", window.ReconstructionQuality),
                Errors(window, CmrComponent.Reconstruction)]),
        ];
        var components = judged.OfType<CmrComponentHealth>().ToList();
        return components.Count == 0 ? CmrHealth.Unknown : Health(components);
    }

    public static CmrHealthStatus Status(double score) => score switch
    {
        >= Green => CmrHealthStatus.Green,
        >= Yellow => CmrHealthStatus.Yellow,
        _ => CmrHealthStatus.Red,
    };

    private static CmrHealth Health(List<CmrComponentHealth> components)
    {
        var score = components.Min(c => c.Score);
        return new CmrHealth(score, Status(score), components.AsReadOnly());
    }

    private static CmrComponentHealth? Component(CmrComponent component, (double Score, string Reason)?[] parts)
    {
        var measured = parts.OfType<(double Score, string Reason)>().ToList();
        if (measured.Count == 0)
        {
            return null;
        }

        var score = measured.Min(m => m.Score);
        return new CmrComponentHealth(component, score, Status(score), [.. measured.Where(m => m.Score < 1).Select(m => m.Reason)]);
    }

    private (double Score, string Reason)? Latency(CmrDurations? durations)
    {
        if (durations is null)
        {
            return null;
        }

        var threshold = options.LatencyThreshold.TotalSeconds;
        return (durations.P95 <= threshold ? 1 : threshold / durations.P95,
            Text($"95 % take up to {durations.P95:0.####} s; the threshold is {threshold:0.####} s"));
    }

    private (double Score, string Reason)? Efficiency(string name, double? value) => value is not { } measured ? null
        : (measured >= options.EfficiencyThreshold ? 1 : measured / options.EfficiencyThreshold,
            Text($"{name} is {measured:0.###}; the threshold is {options.EfficiencyThreshold:0.###}"));

    private (double Score, string Reason)? Errors(CmrWindow window, CmrComponent component)
    {
        var errors = window.Errors[(int)component];
        if (errors == 0)
        {
            return null;
        }

        var rate = errors / (double)Math.Max(errors, window.Operations(component));
        return (rate <= options.ErrorRateThreshold ? 1 : options.ErrorRateThreshold / rate,
            Text($"{errors} errors, a rate of {rate:0.###}; the threshold is {options.ErrorRateThreshold:0.###}"));
    }

    private static (double Score, string Reason)? Fullness(double? utilization) => utilization is not { } share ? null
        : (share <= FullBuffer ? 1 : ScoreOfFull, Text($"the buffer is {share:0.#%} full"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
