using Observe.Instrumentation.Cmr;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr;

public class CmrPerformanceMonitorTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Captures_are_counted_timed_and_compared_by_layer()
    {
        using var monitor = Make(_time);
        monitor.RecordCapture(0, 6, Ms(10), 10);
        monitor.RecordCapture(0, 2, Ms(20), 10);
        monitor.RecordCapture(3, 5, Ms(30), 5);
        monitor.RecordCapture(3, 7, Ms(40));

        var stats = monitor.GetStats();
        Assert.Equal(4, stats.Counts.TotalCaptures);
        Assert.Equal(new Dictionary<int, long> { [0] = 8, [3] = 12 }, stats.Counts.StatesStoredPerLayer);
        Assert.Equal(new Dictionary<int, long> { [0] = 20, [3] = 5 }, stats.Counts.StatesCapturedPerLayer);
        Assert.Equal(new Dictionary<int, long> { [0] = 2, [3] = 2 }, stats.Counts.CapturesPerLayer);
        Assert.Equal([0.01, 0.02, 0.03, 0.04], stats.Performance.CaptureTimes);
        Assert.Equal(0.025, stats.Performance.AvgCaptureTime!.Value, 12);

        // 6 + 2 + 5 stored of 25 looked at; the capture that did not say how many it looked at is left out.
        Assert.Equal(13 / 25.0, stats.Efficiency.CaptureEfficiency!.Value, 12);
        Assert.Equal(_time.GetUtcNow(), stats.Timestamp);
    }

    [Fact]
    public void Reconstructions_are_counted_timed_and_their_measured_quality_averaged()
    {
        using var monitor = Make(_time);
        monitor.RecordReconstruction(1, 4, Ms(5), 0.5, "weighted");
        monitor.RecordReconstruction(1, 2, Ms(15), 0.9, "weighted");
        monitor.RecordReconstruction(2, 0, Ms(10));

        var stats = monitor.GetStats();
        Assert.Equal(3, stats.Counts.TotalReconstructions);
        Assert.Equal(new Dictionary<int, long> { [1] = 2, [2] = 1 }, stats.Counts.ReconstructionsPerLayer);
        Assert.Equal([0.005, 0.015, 0.01], stats.Performance.ReconstructionTimes);
        Assert.Equal(0.01, stats.Performance.AvgReconstructionTime!.Value, 12);
        Assert.Equal(0.7, stats.Efficiency.ReconstructionQuality!.Value, 9);
    }

    [Fact]
    public void Retrievals_are_counted_with_hits_of_those_that_have_a_cache()
    {
        using var monitor = Make(_time);
        monitor.RecordRetrieval(Ms(1), cacheHit: true, quality: 0.8, strategy: "cosine");
        monitor.RecordRetrieval(Ms(4), cacheHit: false);
        monitor.RecordRetrieval(Ms(4), cacheHit: false);
        monitor.RecordRetrieval(Ms(7));

        var retrieval = monitor.GetStats().Retrieval;
        Assert.Equal(4, retrieval.TotalRetrievals);
        Assert.Equal(0.004, retrieval.AvgRetrievalTime!.Value, 12);
        Assert.Equal(1, retrieval.CacheHits);
        Assert.Equal(1 / 3.0, retrieval.CacheHitRate!.Value, 12);
        Assert.Equal(1 / 3.0, monitor.GetStats().Efficiency.CacheHitRate!.Value, 12);
        Assert.Equal(0.8, retrieval.RetrievalQuality!.Value, 9);
        Assert.Equal(0.007, retrieval.RetrievalDurations!.Max, 12);
    }

    [Fact]
    public void The_buffer_is_as_last_observed_and_evictions_have_a_rate()
    {
        using var monitor = Make(_time);
        monitor.RecordCapture(0, 40, Ms(1));
        monitor.ObserveBuffer([new CmrBufferLayer(0, 30, 60, 1024 * 1024), new CmrBufferLayer(2, 10, 40, 512 * 1024)]);
        monitor.RecordEviction(0, 10, "lru");
        _time.Advance(TimeSpan.FromSeconds(4));

        var stats = monitor.GetStats();
        Assert.Equal(40, stats.Buffer.TotalEntries);
        Assert.Equal(new Dictionary<int, long> { [0] = 30, [2] = 10 }, stats.Buffer.EntriesPerLayer);
        Assert.Equal(1.5, stats.Buffer.MemorySizeMb);
        Assert.Equal(0.4, stats.Buffer.UtilizationRate!.Value, 12);
        Assert.Equal(0.4, stats.Efficiency.MemoryUtilization!.Value, 12);
        Assert.Equal(10, stats.Buffer.EvictionCount);
        Assert.Equal(2.5, stats.Buffer.EvictionRate, 12);
        Assert.Equal(0.75, stats.Efficiency.StorageEfficiency!.Value, 12);

        monitor.ObserveBuffer(new CmrBufferLayer(2, 20, 40, 0));
        Assert.Equal(50, monitor.GetStats().Buffer.TotalEntries);
    }

    [Fact]
    public void Forward_passes_add_up()
    {
        using var monitor = Make(_time);
        monitor.RecordForward(Ms(100), "m");
        monitor.RecordForward(Ms(300), "m");

        var stats = monitor.GetStats();
        Assert.Equal(0.4, stats.Performance.TotalForwardTime, 12);
        Assert.Equal(2, stats.Counts.TotalForwards);
        Assert.Equal(0.1, stats.Performance.ForwardDurations!.P50, 12);
    }

    [Fact]
    public void What_was_not_measured_is_not_reported()
    {
        using var monitor = Make(_time);
        monitor.RecordCapture(0, 1, Ms(1));
        monitor.RecordReconstruction(0, 1, Ms(1));
        monitor.RecordRetrieval(Ms(1));
        monitor.ObserveBuffer(new CmrBufferLayer(0, 90, 100, 10));

        var stats = monitor.GetStats();
        Assert.Null(stats.Efficiency.ReconstructionQuality);
        Assert.Null(stats.Efficiency.CaptureEfficiency);
        Assert.Null(stats.Efficiency.CacheHitRate);
        Assert.Null(stats.Retrieval.RetrievalQuality);
        Assert.DoesNotContain("quality", stats.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_out_of_range_are_counted_as_rejected_and_nowhere_else()
    {
        using var monitor = Make(_time, configure: o => o.LayerLimit = 20);
        monitor.RecordCapture(-1, 1, Ms(1));
        monitor.RecordCapture(20, 1, Ms(1));
        monitor.RecordCapture(int.MaxValue, 1, Ms(1), 1);
        monitor.RecordCapture(0, -1, Ms(1));
        monitor.RecordCapture(0, 1, Ms(-1));
        monitor.RecordCapture(0, 1, Ms(1), -1);
        monitor.RecordReconstruction(0, -1, Ms(1));
        monitor.RecordReconstruction(0, 1, Ms(1), 1.01);
        monitor.RecordReconstruction(0, 1, Ms(1), double.NaN);
        monitor.RecordReconstruction(-5, 1, Ms(1));
        monitor.RecordRetrieval(Ms(-1));
        monitor.RecordRetrieval(Ms(1), quality: -0.1);
        monitor.RecordEviction(0, 0);
        monitor.RecordEviction(20);
        monitor.RecordForward(Ms(-1));
        monitor.RecordError((CmrComponent)99);
        monitor.RecordCapture(0, 1, TimeSpan.MaxValue);
        monitor.RecordReconstruction(0, 1, TimeSpan.MaxValue);
        monitor.RecordRetrieval(TimeSpan.MaxValue);
        monitor.RecordForward(TimeSpan.FromDays(1) + TimeSpan.FromTicks(1));
        monitor.ObserveBuffer(new CmrBufferLayer(0, long.MaxValue, 1, 1));
        monitor.ObserveBuffer(new CmrBufferLayer(0, 1, long.MaxValue, 1));
        monitor.ObserveBuffer(new CmrBufferLayer(0, 1, 1, long.MaxValue));
        monitor.ObserveBuffer(new CmrBufferLayer(20, 1, 1, 1));
        monitor.ObserveBuffer([new CmrBufferLayer(0, 1, 1, 1), new CmrBufferLayer(0, 2, 2, 2)]);
        monitor.RecordCapture(19, 1, Ms(1));

        var stats = monitor.GetStats();
        Assert.Equal(25, stats.Counts.RejectedRecordings);
        Assert.Equal(1, stats.Counts.TotalCaptures);
        Assert.Equal(0, stats.Counts.TotalReconstructions + stats.Retrieval.TotalRetrievals + stats.Buffer.EvictionCount + stats.Counts.TotalForwards);
        Assert.Equal(0, stats.Buffer.TotalEntries);
    }

    [Fact]
    public void A_reset_begins_anew_and_the_metrics_go_on()
    {
        using var meters = new TestMeters();
        using var monitor = Make(_time, meters);
        monitor.RecordCapture(1, 3, Ms(1), 4);
        monitor.RecordReconstruction(1, 3, Ms(1), 0.5);
        monitor.RecordRetrieval(Ms(1), true);
        monitor.RecordError(CmrComponent.Buffer);
        monitor.ObserveBuffer(new CmrBufferLayer(0, 1, 2, 3));
        monitor.Reset();

        var empty = monitor.GetStats();
        Assert.Equal(0, empty.Counts.TotalCaptures + empty.Counts.TotalReconstructions + empty.Counts.TotalErrors + empty.Retrieval.TotalRetrievals);
        Assert.Empty(empty.Performance.CaptureTimes);
        Assert.Empty(empty.Counts.StatesStoredPerLayer);
        Assert.Equal(0, empty.Buffer.TotalEntries);
        Assert.Null(empty.Efficiency.ReconstructionQuality);

        monitor.RecordCapture(1, 3, Ms(2), 4);
        Assert.Equal([0.002], monitor.GetStats().Performance.CaptureTimes);
        Assert.Equal([("cmr.layer=1", 2.0)], meters.Observe("cmr.captures"));
    }

    [Fact]
    public void History_is_bounded_and_averages_are_not()
    {
        using var monitor = Make(_time, configure: o => o.History = 3);
        for (var i = 1; i <= 40; i++)
        {
            monitor.RecordCapture(0, 1, Ms(i));
        }

        var stats = monitor.GetStats();
        Assert.Equal([0.038, 0.039, 0.04], stats.Performance.CaptureTimes);
        Assert.Equal(0.0205, stats.Performance.AvgCaptureTime!.Value, 12);
        Assert.Equal(3, stats.Performance.CaptureDurations!.Count);
    }

    [Fact]
    public void Stats_are_json_in_snake_case()
    {
        using var monitor = Make(_time);
        monitor.RecordCapture(2, 3, Ms(1), 4);
        var json = monitor.GetStats().ToJson();
        foreach (var name in (string[])["capture_times", "reconstruction_times", "total_forward_time", "avg_capture_time", "total_captures",
            "total_reconstructions", "states_captured_per_layer", "states_stored_per_layer", "reconstructions_per_layer", "capture_efficiency",
            "storage_efficiency", "total_entries", "entries_per_layer", "memory_size_mb", "eviction_count", "eviction_rate", "total_retrievals", "cache_hits"])
        {
            Assert.Contains($"\"{name}\":", json, StringComparison.Ordinal);
        }

        Assert.Contains("\"states_stored_per_layer\":{\"2\":3}", json, StringComparison.Ordinal);
        Assert.DoesNotContain("avg_reconstruction_time", json, StringComparison.Ordinal);

        monitor.RecordReconstruction(2, 3, Ms(1), 0.5);
        monitor.RecordRetrieval(Ms(1), true, 0.5);
        monitor.ObserveBuffer(new CmrBufferLayer(0, 1, 2, 3));
        json = monitor.GetStats().ToJson();
        foreach (var name in (string[])["avg_reconstruction_time", "reconstruction_quality", "memory_utilization", "cache_hit_rate",
            "utilization_rate", "avg_retrieval_time", "retrieval_quality"])
        {
            Assert.Contains($"\"{name}\":", json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Recording_after_the_end_does_no_harm()
    {
        var monitor = Make(_time);
        await monitor.DisposeAsync();
        await monitor.DisposeAsync();
        monitor.RecordCapture(0, 1, Ms(1));
        monitor.EnableRealTimeMonitoring();
        Assert.Equal(1, monitor.GetStats().Counts.TotalCaptures);
    }
}
