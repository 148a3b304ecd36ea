using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Cmr;
using Observe.Instrumentation.Cmr.Health;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr;

public class RealTimeTests
{
    private readonly ManualTime _time = new();
    private readonly Inbox _inbox = new();

    [Fact]
    public void Rates_are_those_of_the_window_and_old_recordings_leave_it()
    {
        using var monitor = Running();
        for (var second = 0; second < 30; second++)
        {
            for (var i = 0; i < 4; i++)
            {
                monitor.RecordCapture(0, 1, Ms(second < 15 ? 50 : 1), 2);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var live = monitor.GetLiveStats();
        Assert.True(live.RealTimeMonitoring);
        Assert.Equal(10, live.WindowSeconds, 9);
        Assert.Equal(4, live.CapturesPerSecond, 9);
        Assert.Equal(0.001, live.CaptureDurations!.Max, 9);
        Assert.Equal(0.5, live.CaptureEfficiency!.Value, 9);
        Assert.Equal(0, live.ErrorRate);
        Assert.Contains("\"captures_per_second\":4", live.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_upkeep_a_look_reaches_back_to_the_one_before()
    {
        using var monitor = Make(_time);
        monitor.RecordCapture(0, 1, Ms(1));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0.5, monitor.GetLiveStats().CapturesPerSecond);
        _time.Advance(TimeSpan.FromSeconds(2));
        var live = monitor.GetLiveStats();
        Assert.False(live.RealTimeMonitoring);
        Assert.Equal(0, live.CapturesPerSecond);
        Assert.Null(live.CaptureDurations);
    }

    [Fact]
    public void Upkeep_can_be_turned_on_and_off()
    {
        using var monitor = Make(_time);
        Assert.False(monitor.GetLiveStats().RealTimeMonitoring);
        monitor.EnableRealTimeMonitoring();
        monitor.EnableRealTimeMonitoring();
        Assert.True(monitor.GetLiveStats().RealTimeMonitoring);
        monitor.EnableRealTimeMonitoring(false);
        Assert.False(monitor.GetLiveStats().RealTimeMonitoring);
    }

    [Fact]
    public async Task Slow_captures_turn_health_red_raise_an_alert_and_recover()
    {
        using var meters = new TestMeters();
        using var monitor = Running(meters);
        Capture(monitor, 10, 6);
        Assert.Equal(CmrHealthStatus.Green, monitor.GetLiveStats().Health.Status);
        Assert.Equal([("component=capture", 1.0)], meters.Observe("cmr.health.score"));

        Capture(monitor, 320, 12);
        var live = monitor.GetLiveStats();
        Assert.Equal(CmrHealthStatus.Red, live.Health.Status);
        Assert.Equal(0.3125, live.Health.Score!.Value, 9);
        Assert.Contains("0.32 s", Assert.Single(live.Health.Components).Reasons[0], StringComparison.Ordinal);
        Assert.Equal([("component=capture", 0.3125)], meters.Observe("cmr.health.score"));
        Assert.Equal("cmr.capture.latency", Assert.Single(live.ActiveAlerts).Rule);

        Capture(monitor, 10, 16);
        Assert.Equal(CmrHealthStatus.Green, monitor.GetLiveStats().Health.Status);
        await monitor.Alerts.FlushAsync();
        Assert.Equal(AlertSeverity.Error, _inbox.Alerts[0].Severity);
        Assert.True(_inbox.Alerts[^1].IsResolved);
        Assert.Empty(monitor.GetLiveStats().ActiveAlerts);
    }

    [Theory]
    [InlineData(142, CmrHealthStatus.Green)]
    [InlineData(144, CmrHealthStatus.Yellow)]
    [InlineData(250, CmrHealthStatus.Yellow)]
    [InlineData(251, CmrHealthStatus.Red)]
    public void Colours_change_at_scores_of_0_7_and_0_4(int milliseconds, CmrHealthStatus status)
    {
        using var meters = new TestMeters();
        using var monitor = Running(meters);
        Capture(monitor, milliseconds, 6);

        Assert.Equal(status, monitor.GetLiveStats().Health.Status);
    }

    [Fact]
    public async Task Errors_and_poor_efficiency_raise_alerts()
    {
        using var monitor = Running();
        for (var i = 0; i < 10; i++)
        {
            monitor.RecordCapture(0, 1, Ms(1), 10);
        }

        monitor.RecordError(CmrComponent.Capture);
        _time.Advance(TimeSpan.FromSeconds(1));
        await monitor.Alerts.FlushAsync();
        Assert.Equal(["cmr.capture.efficiency", "cmr.error.rate"], _inbox.Alerts.Select(a => a.Rule).Order());

        var health = Assert.Single(monitor.GetLiveStats().Health.Components);
        Assert.Equal(CmrComponent.Capture, health.Component);
        Assert.Equal(2, health.Reasons.Count);
        Assert.Equal(0.1 / 0.7, health.Score, 9);
        Assert.Equal(0.1, monitor.GetLiveStats().ErrorRate!.Value, 9);
    }

    private CmrPerformanceMonitor Running(TestMeters? meters = null) => Make(_time, meters, o =>
    {
        o.RealTimeMonitoring = true;
        o.Alerts.Channels.Add(_inbox);
    });

    private void Capture(CmrPerformanceMonitor monitor, double milliseconds, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            monitor.RecordCapture(0, 1, Ms(milliseconds));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
