namespace Observe.Instrumentation.Cmr.Hooks;

/// <summary>
/// Callbacks into a forward pass that <see cref="CmrPerformanceMonitor.TrackPerformance"/> follows. They run on the thread of the pass,
/// in the order they were added; what they throw is caught and counted. Thread-safe.
/// </summary>
public sealed class CmrHooks
{
    private readonly StageHooks[] _stages = [new(), new(), new(), new()];
    private readonly TimeProvider _time;

    internal CmrHooks(TimeProvider time) => _time = time;

    /// <summary>Adds a hook after the pre-processing.</summary>
    /// <returns>Disposing it removes the hook.</returns>
    public IDisposable OnPreProcessing(Action<CmrHookContext> hook) => Add(CmrHookStage.PreProcessing, hook);

    /// <summary>Adds a hook after each layer.</summary>
    /// <returns>Disposing it removes the hook.</returns>
    public IDisposable OnLayer(Action<CmrHookContext> hook) => Add(CmrHookStage.Layer, hook);

    /// <summary>Adds a hook after the post-processing.</summary>
    /// <returns>Disposing it removes the hook.</returns>
    public IDisposable OnPostProcessing(Action<CmrHookContext> hook) => Add(CmrHookStage.PostProcessing, hook);

    /// <summary>Adds a hook after an error.</summary>
    /// <returns>Disposing it removes the hook.</returns>
    public IDisposable OnError(Action<CmrHookContext> hook) => Add(CmrHookStage.Error, hook);

    internal void Run(in CmrHookContext context) => _stages[(int)context.Stage].Run(context, _time);

    internal IReadOnlyList<CmrHookStats> Read() => [.. _stages.Select((hooks, stage) => hooks.Read((CmrHookStage)stage))];

    internal void Reset() => Array.ForEach(_stages, s => s.Reset());

    private Subscription Add(CmrHookStage stage, Action<CmrHookContext> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        _stages[(int)stage].Add(hook);
        return new Subscription(() => _stages[(int)stage].Remove(hook));
    }

    private sealed class Subscription(Action remove) : IDisposable
    {
        private Action? _remove = remove;

        public void Dispose() => Interlocked.Exchange(ref _remove, null)?.Invoke();
    }
}
