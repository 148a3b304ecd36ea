using System.Collections.ObjectModel;
using Observe.Instrumentation.Cmr.Recording;

namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>Builds <see cref="CmrStats"/> out of recordings.</summary>
internal static class StatsReader
{
    private const double BytesPerMegabyte = 1024 * 1024;

    public static CmrStats Read(
        Recordings recordings, BufferState buffer, DateTimeOffset now, TimeSpan since, long errors, long rejected)
    {
        var totals = recordings.Read();
        var captures = recordings.History(SampleKind.Capture);
        var reconstructions = recordings.History(SampleKind.Reconstruction);
        return new CmrStats(
            now,
            Performance(totals, captures, reconstructions, recordings.History(SampleKind.Forward)),
            new CmrCountStats(
                totals.Captures,
                totals.Reconstructions,
                totals.Common.Forwards,
                PerLayer(totals, l => l.StatesCaptured),
                PerLayer(totals, l => l.StatesStored),
                PerLayer(totals, l => l.Captures),
                PerLayer(totals, l => l.Reconstructions),
                errors,
                rejected),
            Efficiency(totals, buffer),
            Buffer(totals, buffer, since),
            Retrieval(totals, recordings.History(SampleKind.Retrieval)));
    }

    private static CmrPerformanceStats Performance(Totals totals, Sample[] captures, Sample[] reconstructions, Sample[] forwards) => new(
        Seconds(captures),
        Seconds(reconstructions),
        CmrRatios.Seconds(totals.Common.ForwardTicks),
        CmrRatios.Seconds(totals.Sum(l => l.CaptureTicks), totals.Captures),
        CmrRatios.Seconds(totals.Sum(l => l.ReconstructionTicks), totals.Reconstructions),
        CmrDurations.Of(captures),
        CmrDurations.Of(reconstructions),
        CmrDurations.Of(forwards));

    private static CmrEfficiencyStats Efficiency(Totals totals, BufferState buffer) => new(
        CmrRatios.CaptureEfficiency(totals),
        CmrRatios.StorageEfficiency(totals),
        CmrRatios.Quality(totals.Sum(l => l.QualityUnits), totals.Sum(l => l.Qualities)),
        buffer.Utilization,
        CmrRatios.CacheHits(totals.Common));

    private static CmrBufferStats Buffer(Totals totals, BufferState buffer, TimeSpan since)
    {
        var evictions = totals.Sum(l => l.Evictions);
        return new CmrBufferStats(
            buffer.Entries,
            buffer.Layers.ToDictionary(l => l.LayerIndex, l => l.Entries).AsReadOnly(),
            buffer.Bytes / BytesPerMegabyte,
            buffer.Utilization,
            evictions,
            since > TimeSpan.Zero ? evictions / since.TotalSeconds : 0);
    }

    private static CmrRetrievalStats Retrieval(Totals totals, Sample[] retrievals)
    {
        var common = totals.Common;
        return new CmrRetrievalStats(
            common.Retrievals,
            CmrRatios.Seconds(common.RetrievalTicks, common.Retrievals),
            common.Hits,
            CmrRatios.CacheHits(common),
            CmrRatios.Quality(common.QualityUnits, common.Qualities),
            CmrDurations.Of(retrievals));
    }

    private static ReadOnlyCollection<double> Seconds(Sample[] samples) => Array.AsReadOnly(Array.ConvertAll(samples, s => CmrRatios.Seconds(s.Ticks)));

    private static ReadOnlyDictionary<int, long> PerLayer(Totals totals, Func<LayerTotals, long> field)
    {
        var counts = new Dictionary<int, long>();
        for (var i = 0; i < totals.Layers.Length; i++)
        {
            var count = field(totals.Layers[i]);
            if (count > 0)
            {
                counts.Add(i, count);
            }
        }

        return counts.AsReadOnly();
    }
}
