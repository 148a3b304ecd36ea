namespace Observe.Agent.Metrics;

/// <summary>Bucket bounds in seconds for every duration the agent exports.</summary>
internal static class DurationBuckets
{
    public static readonly double[] Seconds = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    /// <summary>Of calls to models, as the semantic conventions advise.</summary>
    public static readonly double[] ModelCall = [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    public static double[] Of(string metric) => metric == MetricNames.GenAiDuration ? ModelCall : Seconds;
}
