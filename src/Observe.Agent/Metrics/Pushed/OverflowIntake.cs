using Observe.Agent.Records.Otlp.Views;
using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>
/// Points of series beyond the limits, in one series a name. Sums, counts and sums of histograms add up (from when the agent
/// knew of each series); of gauges the last stays. Buckets and quantiles are given up.
/// </summary>
internal sealed class OverflowIntake(SeriesTable table, DeltaCommits commits, ulong since)
{
    public Refusal Number(PushedStream stream, SeriesKey key, in OtlpNumberPoint point, long now)
    {
        var name = stream.Name!;
        if (stream.Kind == PrometheusFamilyKind.Gauge || (stream.Kind == PrometheusFamilyKind.UpDownCounter && !stream.IsDelta))
        {
            var last = name.Overflow ?? Add(stream, stream.Kind);
            if (point.Time < last.Time || last.Total is not null)
            {
                return Refusal.OutOfOrder;
            }

            last.PushedAt = now;
            last.Time = point.Time;
            last.Shown.Set(point.Double);
            return Refusal.None;
        }

        var (value, sum) = (point.Double, 0.0);
        var refusal = Advance(name, key, stream.IsDelta, point.Start, point.Time, ref value, ref sum, now);
        if (refusal != Refusal.None)
        {
            return refusal;
        }

        var series = name.Overflow ?? Add(stream, stream.Kind);
        var total = (NumberTotal)(series.Total ??= new NumberTotal());
        if (value == Math.Floor(value) && Math.Abs(value) < 1L << 53)
        {
            total.Add((long)value);
        }
        else
        {
            total.Add(value);
        }

        Changed(series, now);
        return Refusal.None;
    }

    public Refusal Observations(PushedStream stream, SeriesKey key, ulong start, ulong time, ReadOnlySpan<long> counts, double sum, long now)
    {
        double count = 0;
        foreach (var bucket in counts)
        {
            count += bucket;
        }

        var name = stream.Name!;
        var refusal = Advance(name, key, stream.IsDelta, start, time, ref count, ref sum, now);
        if (refusal != Refusal.None)
        {
            return refusal;
        }

        var series = name.Overflow ?? Add(stream, stream.Kind == PrometheusFamilyKind.Summary ? PrometheusFamilyKind.Summary : PrometheusFamilyKind.Histogram);
        ((HistogramTotal)(series.Total ??= new HistogramTotal([]))).Add([(long)count], double.IsFinite(sum) ? sum : 0);
        Changed(series, now);
        return Refusal.None;
    }

    private PushedSeries Add(PushedStream stream, PrometheusFamilyKind kind) =>
        table.AddOverflow(stream.Name!, table.Family(stream.Name!, kind, stream.MetricName, stream.Unit, stream.Description, []));

    private void Changed(PushedSeries series, long now)
    {
        series.PushedAt = now;
        commits.MarkChanged(series);
    }

    private Refusal Advance(PushedName name, SeriesKey key, bool isDelta, ulong start, ulong time, ref double count, ref double sum, long now)
    {
        var series = OverflowLedger.Hash(key);
        if (!name.Ledger.Knows(series))
        {
            if (table.Overflowing >= table.Options.Max)
            {
                return Refusal.TooManySeries;
            }

            table.Overflowing++;
        }

        return isDelta ? name.Ledger.Advance(series, start, time, now) : name.Ledger.Advance(series, start, time, since, ref count, ref sum, now);
    }
}
