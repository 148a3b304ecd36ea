namespace Observe.Agent.Metrics;

/// <summary>Bucket bounds in seconds for every duration the agent exports.</summary>
internal static class DurationBuckets
{
    public static readonly double[] Seconds = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];
}
