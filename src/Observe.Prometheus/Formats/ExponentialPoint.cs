namespace Observe.Prometheus.Formats;

/// <summary>A base-2 exponential histogram, read for rendering; one object is filled again and again.</summary>
internal sealed class ExponentialPoint
{
    public int Scale { get; set; }

    public long ZeroCount { get; set; }

    public double ZeroThreshold { get; set; }

    public double Sum { get; set; }

    public ExponentialBuckets Positive { get; } = new();

    public ExponentialBuckets Negative { get; } = new();

    public long Count => ZeroCount + Positive.Total + Negative.Total;
}
