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
}
