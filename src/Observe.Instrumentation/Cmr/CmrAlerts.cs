using System.Globalization;
using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr;

/// <summary>Holds the live window against the thresholds. Twice a threshold is an error, four times critical.</summary>
internal sealed class CmrAlerts(CmrMonitorOptions options, AlertCenter alerts)
{
    private const double ErrorAt = 2;
    private const double CriticalAt = 4;

    public void Check(CmrWindow window)
    {
        Latency("cmr.capture.latency", window.CaptureDurations);
        Latency("cmr.retrieval.latency", window.RetrievalDurations);
        Latency("cmr.reconstruction.latency", window.ReconstructionDurations);
        Low("cmr.capture.efficiency", window.CaptureEfficiency);
        Low("cmr.reconstruction.quality", window.ReconstructionQuality);
        Low("cmr.retrieval.quality", window.RetrievalQuality);
        var rate = window.ErrorRate ?? 0;
        Report("cmr.error.rate", Excess(rate, options.ErrorRateThreshold),
            $"the error rate is {rate:0.###}; the threshold is {options.ErrorRateThreshold:0.###}");
    }

    private static double Excess(double value, double threshold) =>
        value <= threshold ? 0 : threshold > 0 ? value / threshold : double.PositiveInfinity;

    private void Latency(string rule, CmrDurations? durations)
    {
        var threshold = options.LatencyThreshold.TotalSeconds;
        var p95 = durations?.P95 ?? 0;
        Report(rule, Excess(p95, threshold), $"95 % take up to {p95:0.####} s; the threshold is {threshold:0.####} s");
    }

    private void Low(string rule, double? value)
    {
        var measured = value ?? 1;
        Report(rule, Excess(options.EfficiencyThreshold, measured), $"it is {measured:0.###}; the threshold is {options.EfficiencyThreshold:0.###}");
    }

    /// <summary>The excess is the value by its threshold when it is beyond, else 0.</summary>
    private void Report(string rule, double excess, FormattableString message) => alerts.Report(
        rule,
        excess switch
        {
            <= 0 => null,
            < ErrorAt => AlertSeverity.Warning,
            < CriticalAt => AlertSeverity.Error,
            _ => AlertSeverity.Critical,
        },
        message.ToString(CultureInfo.InvariantCulture));
}
