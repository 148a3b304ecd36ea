using Observe.Prometheus.Formats;

namespace Observe.Prometheus;

/// <summary>The value of a series: a number, or the counts of a histogram.</summary>
internal struct SeriesValue
{
    public SeriesValueForm Form;

    /// <summary>The number, or a histogram's sum.</summary>
    public double Double;

    /// <summary>The number, or an exponential histogram's zero count.</summary>
    public long Long;

    public long[]? Positive;
    public int PositiveCount;
    public int PositiveOffset;
    public long[]? Negative;
    public int NegativeCount;
    public int NegativeOffset;
    public int Scale;
    public double ZeroThreshold;

    /// <summary>A summary's quantiles and their values in turn; <see cref="PositiveCount"/> says how many numbers.</summary>
    public double[]? Quantiles;

    /// <summary>The exemplars, the latest of which in each bucket is shown.</summary>
    public PointExemplar[]? Exemplars;
    public int ExemplarCount;
}
