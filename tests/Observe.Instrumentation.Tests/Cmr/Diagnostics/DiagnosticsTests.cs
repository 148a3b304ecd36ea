using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Cmr;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr.Diagnostics;

public class DiagnosticsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_slow_layer_is_named_with_its_evidence()
    {
        using var monitor = Make(_time);
        for (var i = 0; i < 40; i++)
        {
            for (var layer = 0; layer < 6; layer++)
            {
                monitor.RecordCapture(layer, 1, Ms(layer == 4 ? 12 : 2 + (layer * 0.1)), 1);
                monitor.RecordReconstruction(layer, 1, Ms(layer == 2 ? 6.3 : 3));
            }
        }

        var findings = monitor.RunDiagnostics().Findings;
        Assert.Equal(2, findings.Count);
        var (capture, reconstruction) = (findings[0], findings[1]);
        Assert.Equal((AlertSeverity.Error, CmrComponent.Capture, 4, "median_time", 40), (capture.Severity, capture.Component, capture.LayerIndex, capture.Metric, capture.Samples));
        Assert.Equal(0.012, capture.Value, 9);
        Assert.Equal(0.0022, capture.Reference, 9);
        Assert.Contains("layer 4 is slow: its median is 12 ms, 5.5 times the 2.2 ms", capture.Message, StringComparison.Ordinal);
        Assert.Equal((AlertSeverity.Warning, CmrComponent.Reconstruction, 2), (reconstruction.Severity, reconstruction.Component, reconstruction.LayerIndex));
        Assert.Equal(4, monitor.RunDiagnostics().CaptureAnalysis.Layers[0].LayerIndex);
    }

    [Fact]
    public void Layers_that_differ_by_nature_are_not_slow()
    {
        using var monitor = Make(_time);
        for (var i = 0; i < 40; i++)
        {
            for (var layer = 0; layer < 12; layer++)
            {
                monitor.RecordCapture(layer, 1, Ms(1 + (layer * 0.05)));
            }
        }

        Assert.Empty(monitor.RunDiagnostics().Findings);
    }

    [Fact]
    public void A_few_samples_accuse_nobody()
    {
        using var monitor = Make(_time);
        for (var i = 0; i < 4; i++)
        {
            monitor.RecordCapture(0, 1, Ms(1));
            monitor.RecordCapture(1, 1, Ms(50));
        }

        Assert.Empty(monitor.RunDiagnostics().Findings);
    }

    [Fact]
    public void Every_analysis_has_the_hand_computed_figures()
    {
        using var monitor = Make(_time);
        monitor.RecordCapture(0, 30, Ms(1), 40);
        monitor.RecordEviction(0, 3, "lru");
        monitor.RecordRetrieval(Ms(2), true, null, "cosine");
        monitor.RecordRetrieval(Ms(10), false, 0.9, "cosine");
        monitor.RecordRetrieval(Ms(20), false, 0.8, "random");
        monitor.RecordReconstruction(0, 4, Ms(6), 0.9, "weighted");
        monitor.RecordReconstruction(0, 2, Ms(2), 0.8, "mean");
        monitor.ObserveBuffer([new CmrBufferLayer(0, 10, 100, 4000), new CmrBufferLayer(1, 30, 40, 4000)]);

        var d = monitor.RunDiagnostics();
        Assert.Equal(0.75, d.CaptureAnalysis.Efficiency!.Value, 12);
        Assert.Equal((40, 8000L, 200.0, 1, 0.75), (d.MemoryAnalysis.TotalEntries, d.MemoryAnalysis.Bytes, d.MemoryAnalysis.BytesPerEntry, d.MemoryAnalysis.FullestLayer, d.MemoryAnalysis.FullestLayerUtilization));
        Assert.Equal(40 / 140.0, d.MemoryAnalysis.Utilization!.Value, 12);
        Assert.Equal(new Dictionary<int, long> { [0] = 3 }, d.MemoryAnalysis.EvictionsPerLayer);
        Assert.Equal(0.1, d.MemoryAnalysis.EvictedShare!.Value, 12);
        Assert.True(d.MemoryAnalysis.ManagedHeapBytes > 0);
        Assert.Equal(0.002, d.RetrievalAnalysis.AvgHitTime!.Value, 12);
        Assert.Equal(0.015, d.RetrievalAnalysis.AvgMissTime!.Value, 12);
        Assert.Equal(0.85, d.RetrievalAnalysis.Quality!.Value, 9);
        Assert.Equal([("cosine", 2L, 0.006), ("random", 1L, 0.02)], d.RetrievalAnalysis.Strategies.Select(s => (s.Method, s.Count, Math.Round(s.AvgTime, 9))));
        Assert.Equal(3, d.ReconstructionAnalysis.AvgMemories!.Value, 12);
        Assert.Equal([("mean", 0.8), ("weighted", 0.9)], d.ReconstructionAnalysis.Methods.Select(m => (m.Method, Math.Round(m.Quality!.Value, 9))));
        Assert.Equal(0.013, d.OptimizationImpact.CacheSavedTime!.Value, 12);
        Assert.Equal(7.5, d.OptimizationImpact.CacheSpeedup!.Value, 9);
        Assert.Equal(0.25, d.OptimizationImpact.FilteredShare!.Value, 12);
        Assert.Equal(("mean", "weighted"), (d.OptimizationImpact.FastestMethod, d.OptimizationImpact.BestMethod));
        Assert.Contains("\"optimization_impact\":{", d.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_idle_monitor_has_nothing_to_say()
    {
        using var monitor = Make(_time);
        var d = monitor.RunDiagnostics();
        Assert.Empty(d.Findings);
        Assert.Null(d.ComponentHealth.Score);
        Assert.Null(d.OptimizationImpact.CacheSavedTime);
        Assert.Null(d.OptimizationImpact.EvictedShare);
        Assert.Null(d.MemoryAnalysis.FullestLayer);
    }

    [Fact]
    public void What_is_beyond_its_threshold_is_found()
    {
        using var monitor = Make(_time);
        monitor.RecordCapture(0, 1, Ms(200), 10);
        monitor.RecordReconstruction(0, 1, Ms(1), 0.2);
        monitor.RecordRetrieval(Ms(1), quality: 0.3);
        monitor.RecordError(CmrComponent.Retrieval);
        monitor.ObserveBuffer(new CmrBufferLayer(0, 99, 100, 1));
        Assert.Equal(
            ["capture_efficiency", "error_rate", "p95_time", "reconstruction_quality", "retrieval_quality", "utilization_rate"],
            monitor.RunDiagnostics().Findings.Select(f => f.Metric).Order());
        Assert.Equal("error_rate", monitor.RunDiagnostics().Findings[0].Metric);
    }
}
