using Observe.Agent.Demo.Reweaving;
using Observe.Instrumentation.Cmr;

namespace Observe.Agent.Tests.Demo.Reweaving;

/// <summary>What the demo's loop does is measured, not made up: left alone it is healthy, and each fault shows where it should.</summary>
public sealed class MemoryLoopTests : IDisposable
{
    /// <summary>Texts at a rate of four a second.</summary>
    private const int AMinute = 240;

    private readonly CmrPerformanceMonitor _monitor = new(new CmrMonitorOptions { RealTimeMonitoring = false, Alerts = { Enabled = false } });

    public void Dispose() => _monitor.Dispose();

    [Fact]
    public void Left_alone_it_stays_within_what_rules_and_health_call_well()
    {
        var loop = Run(DemoFaults.None, 10 * AMinute);
        var before = loop.Counts.ToArray();
        Pass(loop, DemoFaults.None, 8 * AMinute);

        var stats = _monitor.GetStats();
        Assert.InRange(stats.Efficiency.CaptureEfficiency!.Value, 0.8, 0.95);
        Assert.InRange(stats.Efficiency.StorageEfficiency!.Value, 0.8, 0.999);
        Assert.InRange(stats.Efficiency.ReconstructionQuality!.Value, 0.8, 0.999);
        Assert.InRange(stats.Retrieval.RetrievalQuality!.Value, 0.8, 0.999);
        Assert.InRange(stats.Retrieval.CacheHitRate!.Value, 0.6, 0.95);
        Assert.InRange(stats.Buffer.UtilizationRate!.Value, 0.8, 0.95);
        Assert.Equal(1, _monitor.GetLiveStats().Health.Score);
        for (var i = 0; i < MemoryLoop.Layers; i++)
        {
            var evictions = loop.Counts[i].Evictions - before[i].Evictions;
            var lifetime = 8 * 60.0 * stats.Buffer.EntriesPerLayer[i] / evictions;
            Assert.True(evictions > 0 && lifetime > 90, $"layer {i} keeps a memory for {lifetime:0} s");
        }
    }

    [Fact]
    public void What_the_library_measured_is_what_the_loop_counted()
    {
        var loop = Run(new DemoFaults(ErrorBurst: true), AMinute);

        var counts = _monitor.GetStats().Counts;
        for (var i = 0; i < MemoryLoop.Layers; i++)
        {
            var own = loop.Counts[i];
            Assert.Equal(AMinute, own.Captures);
            Assert.Equal(own.Captures, counts.CapturesPerLayer[i]);
            Assert.Equal(own.StatesCaptured, counts.StatesCapturedPerLayer[i]);
            Assert.Equal(own.StatesStored, counts.StatesStoredPerLayer[i]);
            Assert.Equal(own.Reconstructions, counts.ReconstructionsPerLayer[i]);
        }

        var total = loop.Counts.ToArray();
        Assert.Equal(total.Sum(c => c.Retrievals), _monitor.GetStats().Retrieval.TotalRetrievals);
        Assert.Equal(total.Sum(c => c.Evictions), _monitor.GetStats().Buffer.EvictionCount);
        Assert.Equal((AMinute * MemoryLoop.Layers) - total.Sum(c => c.Retrievals), counts.TotalErrors);
    }

    [Fact]
    public void One_seed_gives_the_same_work()
    {
        var one = Run(DemoFaults.None, 100).Counts.ToArray();
        var same = Run(DemoFaults.None, 100).Counts.ToArray();
        var other = Run(DemoFaults.None, 100, seed: 8).Counts.ToArray();

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void A_slow_layer_is_the_one_that_diagnostics_name()
    {
        Run(new DemoFaults(SlowLayer: 7), 6);

        // Reconstructions take less than a microsecond here, of which a busy machine makes twice as much.
        var slow = Assert.Single(
            _monitor.RunDiagnostics().Findings, f => f is { Component: CmrComponent.Capture, Metric: "median_time", LayerIndex: not null });
        Assert.Equal(7, slow.LayerIndex);
        Assert.True(_monitor.GetLiveStats().Health.Score < 0.4);
    }

    [Fact]
    public void Damaged_memories_make_reconstructions_poor_and_nothing_else()
    {
        var loop = Run(DemoFaults.None, AMinute);
        var well = _monitor.GetLiveStats();
        Pass(loop, new DemoFaults(QualityDrop: true), AMinute);
        var damaged = _monitor.GetLiveStats();

        Assert.True(well.ReconstructionQuality > 0.8);
        Assert.True(damaged.ReconstructionQuality < 0.28);
        Assert.Equal(CmrComponent.Reconstruction, Assert.Single(damaged.Health.Components, c => c.Score < 0.4).Component);
    }

    [Fact]
    public void A_burst_of_errors_is_the_retrievals_alone()
    {
        var loop = Run(DemoFaults.None, AMinute);
        _ = _monitor.GetLiveStats();
        Pass(loop, new DemoFaults(ErrorBurst: true), AMinute);

        Assert.Equal(CmrComponent.Retrieval, Assert.Single(_monitor.GetLiveStats().Health.Components, c => c.Score < 0.4).Component);
    }

    private MemoryLoop Run(DemoFaults faults, int passes, int seed = 7)
    {
        var loop = new MemoryLoop(_monitor, TimeProvider.System, seed);
        Pass(loop, faults, passes);
        return loop;
    }

    private static void Pass(MemoryLoop loop, DemoFaults faults, int passes)
    {
        for (var i = 0; i < passes; i++)
        {
            loop.Pass(faults, CancellationToken.None);
        }
    }
}
