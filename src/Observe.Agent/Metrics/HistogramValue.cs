namespace Observe.Agent.Metrics;

/// <summary>What a histogram held at a moment: observations by bucket (not cumulative) and their sum.</summary>
internal sealed record HistogramValue(long[] Counts, double Sum);
