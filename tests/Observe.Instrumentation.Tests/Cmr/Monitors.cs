using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Cmr;

namespace Observe.Instrumentation.Tests.Cmr;

/// <summary>Monitors for tests: silent, on meters of their own.</summary>
internal static class Monitors
{
    public static CmrPerformanceMonitor Make(TimeProvider? time = null, TestMeters? meters = null, Action<CmrMonitorOptions>? configure = null)
    {
        var options = new CmrMonitorOptions { RealTimeMonitoring = false, Alerts = { Console = false } };
        configure?.Invoke(options);
        return new CmrPerformanceMonitor(options, logger: null, time, meters ?? new TestMeters(listen: false));
    }

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMicroseconds(milliseconds * 1000);

    /// <summary>Keeps what it is sent.</summary>
    public sealed class Inbox : IAlertChannel
    {
        private readonly List<Alert> _alerts = [];

        public List<Alert> Alerts
        {
            get
            {
                lock (_alerts)
                {
                    return [.. _alerts];
                }
            }
        }

        public Task SendAsync(Alert alert, CancellationToken cancellation)
        {
            lock (_alerts)
            {
                _alerts.Add(alert);
            }

            return Task.CompletedTask;
        }
    }
}
