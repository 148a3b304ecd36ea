using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>A name on the metrics page, with everything that apps push under it.</summary>
/// <param name="names">The name and those of its samples: <c>_bucket</c>, <c>_sum</c> and so on.</param>
/// <param name="kind">The kind of the metric that took the name first.</param>
internal sealed class PushedName(IReadOnlyList<string> names, PrometheusFamilyKind kind)
{
    public string Text { get; } = names[0];

    public IReadOnlyList<string> Names { get; } = names;

    public Dictionary<SeriesKey, PushedSeries> Series { get; } = [];

    public List<PushedFamily> Families { get; } = [];

    /// <summary>What stands for the series over the limits, and what is known of each of them.</summary>
    public PushedSeries? Overflow { get; set; }

    public OverflowLedger Ledger { get; } = new();

    /// <summary>Whether a metric of that kind can be shown under the name: the same type to Prometheus.</summary>
    public bool Takes(PrometheusFamilyKind other) => TypeOf(other) == TypeOf(kind);

    private static PrometheusFamilyKind TypeOf(PrometheusFamilyKind kind) => kind switch
    {
        PrometheusFamilyKind.UpDownCounter => PrometheusFamilyKind.Gauge,
        PrometheusFamilyKind.ExponentialHistogram => PrometheusFamilyKind.Histogram,
        _ => kind,
    };
}
