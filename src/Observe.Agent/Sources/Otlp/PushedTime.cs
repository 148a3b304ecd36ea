using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Sources.Otlp;

/// <summary>The time that an app puts on what it pushes, to tell how its clock goes.</summary>
internal static class PushedTime
{
    private const long NanosecondsInTick = 100;

    /// <summary>When the first item of a group was measured, observed or ended; null when it does not say.</summary>
    public static DateTimeOffset? Of(OtlpSignal signal, OtlpResourceGroup group)
    {
        foreach (var scope in group.Scopes)
        {
            foreach (var item in new OtlpScopeGroup(scope).Items)
            {
                var ticks = (long)(NanosecondsOf(signal, item) / NanosecondsInTick);
                return ticks > 0 && ticks < DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks ? DateTimeOffset.UnixEpoch.AddTicks(ticks) : null;
            }
        }

        return null;
    }

    private static ulong NanosecondsOf(OtlpSignal signal, ReadOnlySpan<byte> item)
    {
        switch (signal)
        {
            case OtlpSignal.Logs:
                var record = new OtlpLogRecord(item);
                return record.ObservedTime != 0 ? record.ObservedTime : record.Time;
            case OtlpSignal.Traces:
                return new OtlpSpan(item).End;
            default:
                var metric = new OtlpMetric(item);
                foreach (var point in metric.Points)
                {
                    return metric.Kind switch
                    {
                        OtlpMetricKind.Histogram => new OtlpHistogramPoint(point).Time,
                        OtlpMetricKind.ExponentialHistogram => new OtlpExponentialPoint(point).Time,
                        OtlpMetricKind.Summary => new OtlpSummaryPoint(point).Time,
                        _ => new OtlpNumberPoint(point).Time,
                    };
                }

                return 0;
        }
    }
}
