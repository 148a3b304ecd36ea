using Observe.Instrumentation.Cmr;
using Observe.Instrumentation.Cmr.Profiling;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr.Profiling;

public sealed class ProfilingTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("observe-profile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_is_profiled_while_profiling_is_off()
    {
        using var monitor = Make(_time);
        Run(monitor, "attention", 0, 5);
        Assert.Empty(monitor.GetProfileResults().Phases);
        Assert.False(monitor.GetProfileResults().Enabled);
        Assert.Equal(0, Allocations.LeastOf(() => monitor.ProfileExecution("attention").Dispose()));
    }

    [Fact]
    public void Time_is_broken_down_by_phase_and_layer_and_counted_once()
    {
        using var monitor = Make(_time, configure: o => o.Profiling = true);
        for (var i = 0; i < 2; i++)
        {
            using (monitor.ProfileExecution("forward"))
            {
                _time.Advance(Ms(10));
                Run(monitor, "attention", 0, 20);
                Run(monitor, "attention", 1, 50);
            }
        }

        var results = monitor.GetProfileResults();
        Assert.Equal(0.16, results.TotalTime, 12);
        Assert.Equal(["attention", "forward"], results.Phases.Select(p => p.Phase));
        var (attention, forward) = (results.Phases[0], results.Phases[1]);
        Assert.Equal((4L, 0.14, 0.035, 0.05), (attention.Count, Math.Round(attention.SelfTime, 12), Math.Round(attention.AvgTime, 12), attention.MaxTime));
        Assert.Equal((2L, 0.16, 0.02), (forward.Count, Math.Round(forward.TotalTime, 12), Math.Round(forward.SelfTime, 12)));
        Assert.Equal(0.875, attention.Share, 12);
        Assert.Equal(1, results.Layers.Sum(l => l.Share), 12);
        Assert.Equal([1, 0, null], results.Layers.Select(l => l.LayerIndex));
        Assert.Equal(0.05, results.Layers[0].P50, 12);

        // Standard deviation of 20, 50, 20, 50 ms.
        Assert.Equal(Math.Sqrt(900 / 3.0) / 1000, attention.StdDev, 9);
    }

    [Fact]
    public void Allocations_of_a_scope_are_its_own()
    {
        using var monitor = Make(_time, configure: o => o.Profiling = true);
        Run(monitor, "allocating", -1, 1);
        using (monitor.ProfileExecution("allocating"))
        {
            GC.KeepAlive(new byte[100_000]);
        }

        var bytes = monitor.GetProfileResults().Phases.Single().AllocatedBytes;
        Assert.InRange(bytes, 100_000, 110_000);
    }

    [Fact]
    public void Bottlenecks_are_the_large_phase_and_the_slow_layer()
    {
        using var monitor = Make(_time, configure: o => o.Profiling = true);
        for (var layer = 0; layer < 5; layer++)
        {
            Run(monitor, "attention", layer, layer == 3 ? 40 : 10);
        }

        Run(monitor, "other phase", -1, 5);
        var bottlenecks = monitor.GetProfileResults().Bottlenecks;
        Assert.Equal([("attention", null, null), ("attention", 3, 4.0)], bottlenecks.Select(b => (b.Phase, b.LayerIndex, b.Ratio)));
        Assert.Contains("layer 3 takes 4 times", bottlenecks[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_against_a_stored_baseline_is_found_and_noise_is_not()
    {
        var path = Path.Combine(_folder, "baseline.json");
        using (var before = Make(_time, configure: o => o.Profiling = true))
        {
            Profile(before, 10);
            before.GetProfileResults().ToBaseline().Save(path);
        }

        using var now = Make(_time, configure: o => o.Profiling = true);
        now.SetProfileBaseline(CmrProfileBaseline.Load(path));
        Profile(now, 14);
        var regressions = now.GetProfileResults().Regressions;
        var worst = regressions[0];
        Assert.Equal(("attention", 1, true), (worst.Phase, worst.LayerIndex, worst.IsRegression));
        Assert.Equal(1.4, worst.Ratio, 2);
        Assert.False(regressions.Single(r => r is { Phase: "attention", LayerIndex: 0 }).IsRegression);
        Assert.False(regressions.Single(r => r.Phase == "noisy" && r.LayerIndex is null).IsRegression);
        Assert.Equal(File.ReadAllText(path), RoundTrip(path));

        // Layer 1 takes the given time; layer 0 always 10 ms, and a noisy phase 1 or 100 ms.
        void Profile(CmrPerformanceMonitor monitor, double milliseconds)
        {
            for (var i = 0; i < 20; i++)
            {
                Run(monitor, "attention", 0, 10 + (i % 2 * 0.1));
                Run(monitor, "attention", 1, milliseconds + (i % 2 * 0.1));
                Run(monitor, "noisy", -1, i % (milliseconds > 10 ? 4 : 5) == 0 ? 100 : 1);
            }
        }
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"timestamp\":\"2026-11-21T12:00:00+00:00\",\"entries\":[null]}")]
    public void A_file_that_is_no_baseline_is_refused_by_name(string text)
    {
        var path = Path.Combine(_folder, "bad.json");
        File.WriteAllText(path, text);
        Assert.Contains("bad.json", Assert.Throws<InvalidDataException>(() => CmrProfileBaseline.Load(path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => CmrProfileBaseline.Load(Path.Combine(_folder, "none.json")));
    }

    [Fact]
    public void A_tracked_pass_is_profiled_by_its_stages()
    {
        using var monitor = Make(_time);
        monitor.EnableProfiling();
        using (var pass = monitor.TrackPerformance("m"))
        {
            using (pass.Layer(2))
            {
                _time.Advance(Ms(3));
            }
        }

        Assert.Equal(["layer", "forward"], monitor.GetProfileResults().Phases.Select(p => p.Phase));
        Assert.Equal(2, monitor.GetProfileResults().Layers[0].LayerIndex);
        Assert.Contains("\"self_time\":0.003", monitor.GetProfileResults().ToJson(), StringComparison.Ordinal);
        monitor.EnableProfiling(false);
        monitor.EnableProfiling();
        Assert.Empty(monitor.GetProfileResults().Phases);
    }

    private static string RoundTrip(string path)
    {
        var copy = path + ".copy";
        CmrProfileBaseline.Load(path).Save(copy);
        return File.ReadAllText(copy);
    }

    private void Run(CmrPerformanceMonitor monitor, string phase, int layer, double milliseconds)
    {
        using (monitor.ProfileExecution(phase, layer))
        {
            _time.Advance(Ms(milliseconds));
        }
    }
}
