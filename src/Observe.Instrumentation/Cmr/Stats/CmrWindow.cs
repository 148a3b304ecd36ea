using Observe.Instrumentation.Cmr.Recording;

namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>What was recorded between two moments.</summary>
internal sealed class CmrWindow(TimeSpan length, Totals totals, long[] errors, Recordings recordings, int firstEpoch, BufferState buffer)
{
    private readonly Lazy<CmrDurations?> _captures = new(() => CmrDurations.Of(recordings.History(SampleKind.Capture, firstEpoch)));
    private readonly Lazy<CmrDurations?> _reconstructions =
        new(() => CmrDurations.Of(recordings.History(SampleKind.Reconstruction, firstEpoch)));

    private readonly Lazy<CmrDurations?> _retrievals = new(() => CmrDurations.Of(recordings.History(SampleKind.Retrieval, firstEpoch)));

    public TimeSpan Length => length;

    public Totals Totals => totals;

    /// <summary>By the number of the component.</summary>
    public long[] Errors => errors;

    public double? ErrorRate => totals.Operations + errors.Sum() is var all and > 0 ? errors.Sum() / (double)Math.Max(all - errors.Sum(), errors.Sum()) : null;

    public CmrDurations? CaptureDurations => _captures.Value;

    public CmrDurations? ReconstructionDurations => _reconstructions.Value;

    public CmrDurations? RetrievalDurations => _retrievals.Value;

    public double? CaptureEfficiency => CmrRatios.CaptureEfficiency(totals);

    public double? ReconstructionQuality => CmrRatios.Quality(totals.Sum(l => l.QualityUnits), totals.Sum(l => l.Qualities));

    public double? RetrievalQuality => CmrRatios.Quality(totals.Common.QualityUnits, totals.Common.Qualities);

    public double? CacheHitRate => CmrRatios.CacheHits(totals.Common);

    public double? BufferUtilization => buffer.Utilization;

    public double PerSecond(long count) => length > TimeSpan.Zero ? count / length.TotalSeconds : 0;

    /// <summary>What the errors of a component are compared with.</summary>
    public long Operations(CmrComponent component) => component switch
    {
        CmrComponent.Capture => totals.Captures,
        CmrComponent.Reconstruction => totals.Reconstructions,
        CmrComponent.Retrieval => totals.Common.Retrievals,
        _ => totals.Operations,
    };
}
