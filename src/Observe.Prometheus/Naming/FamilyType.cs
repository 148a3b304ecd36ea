namespace Observe.Prometheus.Naming;

/// <summary>What a family is in Prometheus' terms.</summary>
internal enum FamilyType
{
    Counter,
    Gauge,
    Histogram,
    Summary,
    Info,
}
