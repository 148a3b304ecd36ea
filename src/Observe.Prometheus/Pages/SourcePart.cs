using Observe.Prometheus.Buffers;
using Observe.Prometheus.Formats;

namespace Observe.Prometheus.Pages;

/// <summary>The series of a source's family.</summary>
internal sealed class SourcePart(PageLayout layout, FamilyIdentity identity, PrometheusFamily family)
    : FamilyPart(layout, identity, ReferenceEqualityComparer.Instance)
{
    private readonly PointDetails? _details = layout.Encoding.HasDetails ? new PointDetails() : null;
    private readonly HistogramPoint _histogram = new() { Bounds = family.BoundsArray, Counts = new long[family.BoundsArray.Length + 1] };
    private readonly ExponentialPoint _exponential = new();
    private long _removals;

    public override bool HasRemovals()
    {
        var known = _removals;
        _removals = family.Removals;
        return _removals != known;
    }

    public override void Render(ref PageWriter writer)
    {
        lock (family.Sync)
        {
            var next = 0;
            foreach (var series in family.SeriesUnderLock)
            {
                var prefix = Prefix(series, ref next);
                if (!SeriesCache.IsLeftOut(prefix))
                {
                    Render(ref writer, prefix, series);
                }
            }
        }
    }

    private PaddedBytes Prefix(PrometheusSeries series, ref int next)
    {
        if (!Cache.IsAt(next, series))
        {
            var position = Cache.Find(series);
            next = position < 0 ? Append(series, series.LabelArray) : position;
        }

        return Cache.Prefix(next++);
    }

    private void Render(ref PageWriter writer, scoped PaddedBytes prefix, PrometheusSeries series)
    {
        ref readonly var value = ref series.ValueUnderLock;
        if (_details is not null)
        {
            _details.Created = series.CreatedUnderLock ?? default;
            _details.Exemplars.Clear();
            _details.Exemplars.AddRange(value.Exemplars.AsSpan(0, value.ExemplarCount));
        }

        switch (value.Form)
        {
            case SeriesValueForm.Double:
                Encoder.WriteNumber(ref writer, prefix, value.Double, _details);
                break;
            case SeriesValueForm.Long:
                Encoder.WriteNumber(ref writer, prefix, value.Long, _details);
                break;
            case SeriesValueForm.Histogram:
                value.Positive.AsSpan(0, value.PositiveCount).CopyTo(_histogram.Counts);
                _histogram.Sum = value.Double;
                Encoder.WriteHistogram(ref writer, prefix, _histogram, _details);
                break;
            case SeriesValueForm.Summary:
                Encoder.WriteSummary(ref writer, prefix, value.Quantiles.AsSpan(0, value.PositiveCount), value.Long, value.Double, _details);
                break;
            case SeriesValueForm.Exponential:
                _exponential.Scale = value.Scale;
                _exponential.ZeroCount = value.Long;
                _exponential.ZeroThreshold = value.ZeroThreshold;
                _exponential.Sum = value.Double;
                _exponential.Positive.Set(value.PositiveOffset, value.Positive.AsSpan(0, value.PositiveCount));
                _exponential.Negative.Set(value.NegativeOffset, value.Negative.AsSpan(0, value.NegativeCount));
                RenderExponential(ref writer, prefix, _exponential, _details);
                break;
        }
    }
}
