using Observe.Instrumentation.Cmr;
using Observe.Instrumentation.Cmr.Hooks;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr.Hooks;

public class CmrHooksTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_tracked_pass_runs_the_hooks_of_its_stages_and_records_its_duration()
    {
        using var monitor = Make(_time);
        var seen = new List<CmrHookContext>();
        monitor.Hooks.OnPreProcessing(seen.Add);
        monitor.Hooks.OnLayer(seen.Add);
        monitor.Hooks.OnPostProcessing(seen.Add);
        monitor.Hooks.OnError(seen.Add);
        var error = new TimeoutException();

        using (var pass = monitor.TrackPerformance("tiny"))
        {
            Stage(pass.PreProcessing(), 1);
            Stage(pass.Layer(0), 2);
            Stage(pass.Layer(1), 3);
            pass.Fail(CmrComponent.Retrieval, error, 1);
            Stage(pass.PostProcessing(), 4);
        }

        Assert.Equal(
            [
                new CmrHookContext(CmrHookStage.PreProcessing, "tiny", -1, Ms(1), null),
                new CmrHookContext(CmrHookStage.Layer, "tiny", 0, Ms(2), null),
                new CmrHookContext(CmrHookStage.Layer, "tiny", 1, Ms(3), null),
                new CmrHookContext(CmrHookStage.Error, "tiny", 1, Ms(6), error),
                new CmrHookContext(CmrHookStage.PostProcessing, "tiny", -1, Ms(4), null),
            ],
            seen);
        Assert.Equal(0.01, monitor.GetStats().Performance.TotalForwardTime, 12);
        Assert.Equal(1, monitor.GetStats().Counts.TotalErrors);

        var layer = monitor.RunDiagnostics().HookAnalysis.Single(h => h.Stage == CmrHookStage.Layer);
        Assert.Equal((1, 2L, 0L), (layer.Hooks, layer.Calls, layer.Failures));
        Assert.Equal(0.005, layer.StageTime, 12);
    }

    [Fact]
    public void A_hook_that_throws_is_counted_and_stops_nothing()
    {
        using var monitor = Make(_time);
        var calls = 0;
        monitor.Hooks.OnLayer(_ => throw new InvalidOperationException("no"));
        monitor.Hooks.OnLayer(_ =>
        {
            calls++;
            _time.Advance(Ms(7));
        });
        using (var pass = monitor.TrackPerformance())
        {
            pass.Layer(0).Dispose();
        }

        var layer = monitor.RunDiagnostics().HookAnalysis.Single(h => h.Stage == CmrHookStage.Layer);
        Assert.Equal(1, calls);
        Assert.Equal((2L, 1L), (layer.Calls, layer.Failures));
        Assert.Equal((0.007, 0.007), (layer.TotalTime, layer.MaxTime));
    }

    [Fact]
    public void A_removed_hook_is_not_called()
    {
        using var monitor = Make(_time);
        var calls = 0;
        var hook = monitor.Hooks.OnPreProcessing(_ => calls++);
        hook.Dispose();
        hook.Dispose();
        using (var pass = monitor.TrackPerformance())
        {
            pass.PreProcessing().Dispose();
        }

        Assert.Equal(0, calls);
    }

    private void Stage(IDisposable stage, double milliseconds)
    {
        _time.Advance(Ms(milliseconds));
        stage.Dispose();
        stage.Dispose();
    }
}
