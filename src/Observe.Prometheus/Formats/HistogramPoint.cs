namespace Observe.Prometheus.Formats;

/// <summary>A histogram with explicit bounds, read for rendering; one object is filled again and again.</summary>
internal sealed class HistogramPoint
{
    /// <summary>The upper bounds without +Inf; the same array for as long as the bounds are the same.</summary>
    public double[] Bounds { get; set; } = [];

    /// <summary>Observations a bucket, not cumulative: one more than bounds.</summary>
    public long[] Counts { get; set; } = new long[1];

    public double Sum { get; set; }
}
