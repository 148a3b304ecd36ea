namespace Observe.Prometheus.Tests.Parsing;

/// <summary>A native histogram read back, its buckets by Prometheus' index of their upper edge.</summary>
internal sealed record ParsedNativeHistogram(int Schema, double ZeroThreshold, ulong ZeroCount, ulong Count, double Sum)
{
    public SortedDictionary<int, long> Positive { get; } = [];

    public SortedDictionary<int, long> Negative { get; } = [];
}
