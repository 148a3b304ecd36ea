namespace Observe.Instrumentation.Cmr.Hooks;

/// <summary>The hooks of one stage, and what they cost. Thread-safe.</summary>
internal sealed class StageHooks
{
    private readonly Lock _gate = new();
    private Action<CmrHookContext>[] _hooks = [];
    private long _calls;
    private long _failures;
    private TimeSpan _total;
    private TimeSpan _longest;
    private TimeSpan _stage;

    public void Add(Action<CmrHookContext> hook)
    {
        lock (_gate)
        {
            _hooks = [.. _hooks, hook];
        }
    }

    public void Remove(Action<CmrHookContext> hook)
    {
        lock (_gate)
        {
            var at = Array.IndexOf(_hooks, hook);
            _hooks = [.. _hooks.Where((_, i) => i != at)];
        }
    }

    public void Run(in CmrHookContext context, TimeProvider time)
    {
        foreach (var hook in Volatile.Read(ref _hooks))
        {
            var start = time.GetTimestamp();
            var failed = false;
            try
            {
                hook(context);
            }
            catch (Exception)
            {
                // A hook watches the pass; it must not end it.
                failed = true;
            }

            Count(time.GetElapsedTime(start), failed);
        }

        lock (_gate)
        {
            _stage += context.Elapsed;
        }
    }

    public CmrHookStats Read(CmrHookStage stage)
    {
        lock (_gate)
        {
            return new CmrHookStats(
                stage, _hooks.Length, _calls, _failures, _total.TotalSeconds, _longest.TotalSeconds, _stage.TotalSeconds);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _calls = 0;
            _failures = 0;
            _total = _longest = _stage = TimeSpan.Zero;
        }
    }

    private void Count(TimeSpan elapsed, bool failed)
    {
        lock (_gate)
        {
            _calls++;
            _failures += failed ? 1 : 0;
            _total += elapsed;
            _longest = elapsed > _longest ? elapsed : _longest;
        }
    }
}
