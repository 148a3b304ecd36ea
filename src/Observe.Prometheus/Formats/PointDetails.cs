namespace Observe.Prometheus.Formats;

/// <summary>What some formats say of a point besides its value; one object is filled again and again.</summary>
internal sealed class PointDetails
{
    /// <summary>When counting began; default for a point that has no such time.</summary>
    public DateTimeOffset Created { get; set; }

    public List<PointExemplar> Exemplars { get; } = [];
}
