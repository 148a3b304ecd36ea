using Observe.Instrumentation.Cmr.Health;
using Observe.Instrumentation.Cmr.Hooks;
using Observe.Instrumentation.Cmr.Recording;
using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>Builds <see cref="CmrDiagnostics"/> out of recordings.</summary>
internal sealed class DiagnosticsReader(
    CmrMonitorOptions options, Recordings recordings, BufferState buffer, MethodTotals methods, MethodTotals strategies)
{
    public CmrDiagnostics Read(DateTimeOffset now, CmrWindow window, CmrHealth health, IReadOnlyList<CmrHookStats> hooks)
    {
        var totals = recordings.Read();
        var capture = Capture(totals);
        var memory = Memory(totals);
        var retrieval = Retrieval(totals);
        var reconstruction = Reconstruction(totals);
        var findings = new Findings(options);
        findings.SlowLayers(CmrComponent.Capture, capture.Layers);
        findings.SlowLayers(CmrComponent.Reconstruction, reconstruction.Layers);
        findings.Latency(CmrComponent.Capture, capture.Durations);
        findings.Latency(CmrComponent.Retrieval, retrieval.Durations);
        findings.Latency(CmrComponent.Reconstruction, reconstruction.Durations);
        findings.Ratio(CmrComponent.Capture, "capture_efficiency", capture.Efficiency, totals.Captures);
        findings.Ratio(CmrComponent.Retrieval, "retrieval_quality", retrieval.Quality, totals.Common.Qualities);
        findings.Ratio(CmrComponent.Reconstruction, "reconstruction_quality", reconstruction.Quality, totals.Sum(l => l.Qualities));
        findings.Buffer(memory);
        findings.Errors(window);
        return new CmrDiagnostics(
            now, health, hooks, capture, memory, retrieval, reconstruction, Impact(totals, retrieval, reconstruction), findings.WorstFirst());
    }

    private static List<CmrLayerDurations> Layers(Sample[] samples) =>
    [
        .. samples.GroupBy(s => s.Layer).Select(layer => new CmrLayerDurations(layer.Key, CmrDurations.Of(layer)!))
            .OrderByDescending(l => l.Durations.P50),
    ];

    private static List<CmrMethodStats> Methods(MethodTotals methods) =>
        [.. methods.Read().Select(m => new CmrMethodStats(m.Method, m.Count, m.AverageSeconds, m.AverageQuality))];

    private static double? Evicted(Totals totals) => 1 - CmrRatios.StorageEfficiency(totals);

    private static CmrOptimizationImpact Impact(Totals totals, CmrRetrievalAnalysis retrieval, CmrReconstructionAnalysis reconstruction)
    {
        var measured = reconstruction.Methods.Where(m => m.Quality is not null).ToList();
        return new CmrOptimizationImpact(
            totals.Common.Hits * (retrieval.AvgMissTime - retrieval.AvgHitTime),
            retrieval.AvgHitTime > 0 ? retrieval.AvgMissTime / retrieval.AvgHitTime : null,
            1 - CmrRatios.CaptureEfficiency(totals),
            Evicted(totals),
            reconstruction.Methods.Count > 1 ? reconstruction.Methods.MinBy(m => m.AvgTime)!.Method : null,
            measured.Count > 1 ? measured.MaxBy(m => m.Quality)!.Method : null);
    }

    private CmrCaptureAnalysis Capture(Totals totals)
    {
        var samples = recordings.History(SampleKind.Capture);
        return new CmrCaptureAnalysis(CmrDurations.Of(samples), Layers(samples), CmrRatios.CaptureEfficiency(totals));
    }

    private CmrMemoryAnalysis Memory(Totals totals)
    {
        var fullest = buffer.Layers.Where(l => l.Limit > 0)
            .Select(l => (l.LayerIndex, Share: l.Entries / (double)l.Limit)).OrderByDescending(l => l.Share)
            .Select(l => ((int LayerIndex, double Share)?)l).FirstOrDefault();
        var evictions = new Dictionary<int, long>();
        for (var i = 0; i < totals.Layers.Length; i++)
        {
            if (totals.Layers[i].Evictions > 0)
            {
                evictions.Add(i, totals.Layers[i].Evictions);
            }
        }

        return new CmrMemoryAnalysis(
            buffer.Entries, buffer.Utilization, buffer.Bytes, buffer.Entries > 0 ? buffer.Bytes / (double)buffer.Entries : null,
            fullest?.LayerIndex, fullest?.Share, evictions.AsReadOnly(), Evicted(totals), GC.GetTotalMemory(forceFullCollection: false));
    }

    private CmrRetrievalAnalysis Retrieval(Totals totals)
    {
        var common = totals.Common;
        return new CmrRetrievalAnalysis(
            CmrDurations.Of(recordings.History(SampleKind.Retrieval)), CmrRatios.CacheHits(common), CmrRatios.Seconds(common.HitTicks, common.Hits),
            CmrRatios.Seconds(common.MissTicks, common.Misses), CmrRatios.Quality(common.QualityUnits, common.Qualities), Methods(strategies));
    }

    private CmrReconstructionAnalysis Reconstruction(Totals totals)
    {
        var samples = recordings.History(SampleKind.Reconstruction);
        return new CmrReconstructionAnalysis(
            CmrDurations.Of(samples), Layers(samples),
            totals.Reconstructions == 0 ? null : totals.Sum(l => l.Memories) / (double)totals.Reconstructions,
            CmrRatios.Quality(totals.Sum(l => l.QualityUnits), totals.Sum(l => l.Qualities)), Methods(methods));
    }
}
