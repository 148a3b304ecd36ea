namespace Observe.Agent.Metrics.Pushed;

/// <summary>Limits that nobody needs to configure.</summary>
internal static class Limits
{
    /// <summary>Buckets of one side of a histogram. OpenTelemetry's SDKs use 160.</summary>
    public const int MaxBuckets = 1024;

    /// <summary>Buckets that a delta exponential histogram adds up on one side; beyond, its scale is lowered.</summary>
    public const int MaxTotalBuckets = 320;

    public const int MaxNames = 20_000;

    /// <summary>Bytes of a metric's name, unit or description.</summary>
    public const int MaxNameBytes = 1024;

    /// <summary>Bytes of a resource or scope.</summary>
    public const int MaxOriginBytes = 64 * 1024;

    /// <summary>Resources that are remembered by their bytes; more are looked up the long way.</summary>
    public const int MaxResources = 10_000;

    /// <summary>Metrics of one resource that are remembered by their bytes.</summary>
    public const int MaxStreams = 20_000;

    /// <summary>Characters of all labels of a series together, as JSON.</summary>
    public const int MaxSeriesText = 16 * 1024;

    public const int MaxExemplars = 16;
}
