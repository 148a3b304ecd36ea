using System.Diagnostics.Metrics;

namespace Observe.Instrumentation.Metrics;

/// <summary>Bucket bounds that the instruments advise their readers to use.</summary>
internal static class Buckets
{
    public static readonly InstrumentAdvice<double> Seconds =
        Of(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10);

    public static readonly InstrumentAdvice<double> Qualities = Of(.1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .99, 1);

    public static readonly InstrumentAdvice<long> Memories = Of<long>(0, 1, 2, 4, 8, 16, 32, 64);

    /// <summary>As the semantic conventions of generative AI recommend.</summary>
    public static readonly InstrumentAdvice<double> OperationSeconds =
        Of(.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

    /// <summary>As the semantic conventions of generative AI recommend.</summary>
    public static readonly InstrumentAdvice<long> Tokens =
        Of<long>(1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864);

    private static InstrumentAdvice<T> Of<T>(params T[] bounds)
        where T : struct => new() { HistogramBucketBoundaries = bounds };
}
