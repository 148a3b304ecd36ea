using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>Series of one name that also have unit, kind and bounds in common: a family of the page, or a part of one.</summary>
/// <param name="family">How pages see it.</param>
/// <param name="bounds">Bounds of its histograms as the bits of doubles; empty for other kinds.</param>
internal sealed class PushedFamily(PrometheusFamily family, ulong[] bounds)
{
    public PrometheusFamily Page { get; } = family;

    public ulong[] Bounds { get; } = bounds;

    public bool IsEmpty => Page.Count == 0;

    public bool Is(PrometheusFamilyKind kind, string name, string unit, ReadOnlySpan<ulong> bounds) =>
        Page.Kind == kind && Page.Name == name && Page.Unit == unit && bounds.SequenceEqual(Bounds);

    public PrometheusSeries Add(SeriesKey key) => Page.AddSeries([.. key.Attributes.Select(a => new KeyValuePair<string, object?>(a.Key, a.Value))]);

    public void Remove(PrometheusSeries series) => Page.RemoveSeries(series);

    /// <summary>Whether bounds are such that a histogram can have them.</summary>
    public static bool AreBounds(ReadOnlySpan<ulong> bounds)
    {
        for (var i = 0; i < bounds.Length; i++)
        {
            var bound = BitConverter.UInt64BitsToDouble(bounds[i]);
            if (!double.IsFinite(bound) || (i > 0 && bound <= BitConverter.UInt64BitsToDouble(bounds[i - 1])))
            {
                return false;
            }
        }

        return true;
    }

    public static PushedFamily Create(PrometheusFamilyKind kind, string name, string unit, string description, ReadOnlySpan<ulong> bounds) => new(
        kind switch
        {
            PrometheusFamilyKind.Counter => PrometheusFamily.Counter(name, unit, description),
            PrometheusFamilyKind.UpDownCounter => PrometheusFamily.UpDownCounter(name, unit, description),
            PrometheusFamilyKind.Gauge => PrometheusFamily.Gauge(name, unit, description),
            PrometheusFamilyKind.Histogram => PrometheusFamily.Histogram(name, [.. bounds.ToArray().Select(BitConverter.UInt64BitsToDouble)], unit, description),
            PrometheusFamilyKind.ExponentialHistogram => PrometheusFamily.ExponentialHistogram(name, unit, description),
            _ => PrometheusFamily.Summary(name, unit, description),
        },
        bounds.ToArray());
}
