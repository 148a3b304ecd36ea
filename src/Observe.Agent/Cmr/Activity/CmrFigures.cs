namespace Observe.Agent.Cmr.Activity;

/// <summary>The figures of a stretch of time. What was not measured is null.</summary>
internal sealed record CmrFigures(
    long Captures,
    long Reconstructions,
    long Retrievals,
    double CapturesPerSecond,
    double ReconstructionsPerSecond,
    double RetrievalsPerSecond,
    double? AvgCaptureTime,
    double? P95CaptureTime,
    double? AvgReconstructionTime,
    double? P95ReconstructionTime,
    double? AvgRetrievalTime,
    double? P95RetrievalTime,
    double? AvgForwardTime,
    double? CaptureEfficiency,
    double? ReconstructionQuality,
    double? RetrievalQuality,
    double? CacheHitRate,
    long BufferEntries,
    long BufferLimit,
    double BufferSizeMb,
    double? UtilizationRate,
    long Evictions,
    double EvictionRate,
    long Errors,
    double? ErrorRate)
{
    private const double BytesPerMb = 1_048_576;

    public static CmrFigures Of(CmrActivity activity, BufferLevels levels, TimeSpan length)
    {
        var captures = activity.Sum(l => l.Captures);
        var reconstructions = activity.Sum(l => l.Reconstructions);
        var captureTimes = activity.Times(l => l.CaptureTimes);
        var reconstructionTimes = activity.Times(l => l.ReconstructionTimes);
        var quality = default(Average);
        foreach (var layer in activity.Layers.Values)
        {
            quality.Add(layer.Quality);
        }

        var compared = activity.Layers.Values.Where(l => l.Efficiency is not null).ToList();
        var evictions = activity.Sum(l => l.Evictions);
        var errors = activity.Errors.Values.Sum();
        var operations = captures + reconstructions + activity.Retrievals;
        var seconds = length.TotalSeconds;
        return new CmrFigures(
            captures, reconstructions, activity.Retrievals,
            captures / seconds, reconstructions / seconds, activity.Retrievals / seconds,
            captureTimes.Mean, captureTimes.Quantile(0.95),
            reconstructionTimes.Mean, reconstructionTimes.Quantile(0.95),
            activity.RetrievalTimes.Mean, activity.RetrievalTimes.Quantile(0.95),
            activity.ForwardTimes.Mean,
            compared.Count == 0 ? null : compared.Sum(l => l.StatesStored) / (double)compared.Sum(l => l.StatesCaptured),
            quality.Value, activity.RetrievalQuality.Value,
            activity.Hits + activity.Misses == 0 ? null : activity.Hits / (double)(activity.Hits + activity.Misses),
            levels.Entries, levels.Limit, levels.Bytes / BytesPerMb, levels.Utilization,
            evictions, evictions / seconds,
            errors, operations + errors == 0 ? null : errors / (double)Math.Max(operations, errors));
    }
}
