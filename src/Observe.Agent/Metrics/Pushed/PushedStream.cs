using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>One metric of one scope of one resource, as an app sends it: what its points lead to.</summary>
internal sealed class PushedStream
{
    /// <summary>Null when the metric is refused, for the reason in <see cref="Refusal"/>.</summary>
    public PushedName? Name { get; init; }

    public Refusal Refusal { get; init; }

    public PrometheusFamilyKind Kind { get; init; }

    public bool IsDelta { get; init; }

    public string MetricName { get; init; } = "";

    public string Unit { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Labels that all series of it have: job, instance, scope.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>Series by the bytes of a point's attributes.</summary>
    public BytesTable<PushedSeries> Series { get; } = new();
}
