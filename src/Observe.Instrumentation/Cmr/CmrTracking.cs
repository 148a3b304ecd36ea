using Observe.Instrumentation.Cmr.Hooks;

namespace Observe.Instrumentation.Cmr;

/// <summary>
/// Follows one forward pass from its start until it is disposed, which records its duration. Stages within it run the hooks and, when
/// profiling is on, are profiled. For one pass on one thread at a time.
/// </summary>
public sealed class CmrTracking : IDisposable
{
    private readonly CmrPerformanceMonitor _monitor;
    private readonly string? _model;
    private readonly long _start;
    private readonly IDisposable _profile;
    private bool _isDisposed;

    internal CmrTracking(CmrPerformanceMonitor monitor, string? model)
    {
        _monitor = monitor;
        _model = model;
        _profile = monitor.ProfileExecution("forward");
        _start = monitor.Time.GetTimestamp();
    }

    /// <summary>Begins the pre-processing.</summary>
    /// <returns>To be disposed at its end.</returns>
    public IDisposable PreProcessing() => new Stage(this, CmrHookStage.PreProcessing, -1, "pre_processing");

    /// <summary>Begins a layer.</summary>
    /// <param name="layerIndex">The layer, from 0.</param>
    /// <returns>To be disposed at its end.</returns>
    public IDisposable Layer(int layerIndex) => new Stage(this, CmrHookStage.Layer, layerIndex, "layer");

    /// <summary>Begins the post-processing.</summary>
    /// <returns>To be disposed at its end.</returns>
    public IDisposable PostProcessing() => new Stage(this, CmrHookStage.PostProcessing, -1, "post_processing");

    /// <summary>Says that the pass failed: counts an error and runs the error hooks.</summary>
    /// <param name="component">Where it failed.</param>
    /// <param name="error">What was thrown, if anything was.</param>
    /// <param name="layerIndex">The layer from 0; -1 outside of layers.</param>
    public void Fail(CmrComponent component, Exception? error = null, int layerIndex = -1)
    {
        _monitor.RecordError(component);
        _monitor.Hooks.Run(new CmrHookContext(CmrHookStage.Error, _model, layerIndex, _monitor.Time.GetElapsedTime(_start), error));
    }

    /// <summary>Ends the pass and records its duration. A second time does nothing.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _monitor.RecordForward(_monitor.Time.GetElapsedTime(_start), _model);
        _profile.Dispose();
    }

    private sealed class Stage(CmrTracking tracking, CmrHookStage stage, int layer, string phase) : IDisposable
    {
        private readonly IDisposable _profile = tracking._monitor.ProfileExecution(phase, layer);
        private readonly long _start = tracking._monitor.Time.GetTimestamp();
        private bool _isDisposed;

        public void Dispose()
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            var elapsed = tracking._monitor.Time.GetElapsedTime(_start);
            _profile.Dispose();
            tracking._monitor.Hooks.Run(new CmrHookContext(stage, tracking._model, layer, elapsed, null));
        }
    }
}
