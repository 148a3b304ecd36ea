using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation.Cmr;

/// <summary>Keeps the live window, health and alerts of a monitor up to date, on a timer.</summary>
internal sealed class RealTime(
    TimeProvider time, CmrMonitorOptions options, LiveWindow window, Action<CmrWindow> judge, CmrAlerts alerts)
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private long _lastJudged;
    private int _isCollecting;

    public bool IsRunning => Volatile.Read(ref _timer) is not null;

    public void Start()
    {
        lock (_gate)
        {
            if (_timer is null)
            {
                _lastJudged = time.GetTimestamp();
                _timer = time.CreateTimer(static state => ((RealTime)state!).Collect(), this, options.CollectionInterval, options.CollectionInterval);
            }
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Collect()
    {
        // A collection that takes longer than the interval is not joined by a second one.
        if (Interlocked.Exchange(ref _isCollecting, 1) == 1)
        {
            return;
        }

        try
        {
            window.Advance();
            var read = window.Read();
            alerts.Check(read);
            if (time.GetElapsedTime(_lastJudged) >= options.HealthCheckInterval)
            {
                _lastJudged = time.GetTimestamp();
                judge(read);
            }
        }
        finally
        {
            Volatile.Write(ref _isCollecting, 0);
        }
    }
}
