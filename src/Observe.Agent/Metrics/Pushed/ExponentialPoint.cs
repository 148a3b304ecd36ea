namespace Observe.Agent.Metrics.Pushed;

/// <summary>A point of an exponential histogram with its counts unpacked; valid until the next is read.</summary>
internal readonly ref struct ExponentialPoint
{
    public int Scale { get; init; }

    public long ZeroCount { get; init; }

    public double ZeroThreshold { get; init; }

    public double Sum { get; init; }

    public int PositiveOffset { get; init; }

    public ReadOnlySpan<long> Positive { get; init; }

    public int NegativeOffset { get; init; }

    public ReadOnlySpan<long> Negative { get; init; }
}
