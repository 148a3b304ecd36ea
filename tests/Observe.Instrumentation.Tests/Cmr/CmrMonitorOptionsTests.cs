using Observe.Instrumentation.Cmr;

namespace Observe.Instrumentation.Tests.Cmr;

public class CmrMonitorOptionsTests
{
    [Fact]
    public void The_defaults_are_the_documented_ones()
    {
        var options = new CmrMonitorOptions();
        Assert.True(options.RealTimeMonitoring);
        Assert.False(options.Profiling);
        Assert.Equal(TimeSpan.FromSeconds(1), options.CollectionInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), options.HealthCheckInterval);
        Assert.Equal(1000, options.History);
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.LatencyThreshold);
        Assert.Equal(0.7, options.EfficiencyThreshold);
        Assert.Equal(0.05, options.ErrorRateThreshold);
        Assert.Equal(TimeSpan.FromSeconds(60), options.Alerts.Cooldown);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(300)], options.Alerts.Escalation);
        Assert.True(options.Alerts is { Enabled: true, Console: true, Log: true, Webhook: null });
    }

    public static TheoryData<string, Action<CmrMonitorOptions>> Faults => new()
    {
        { "Cmr.History", o => o.History = 0 },
        { "Cmr.History", o => o.History = 1_000_001 },
        { "Cmr.LayerLimit", o => o.LayerLimit = 0 },
        { "Cmr.LayerLimit", o => o.LayerLimit = 4097 },
        { "Cmr.CollectionInterval", o => o.CollectionInterval = TimeSpan.Zero },
        { "Cmr.HealthCheckInterval", o => o.HealthCheckInterval = TimeSpan.FromMilliseconds(500) },
        { "Cmr.LiveWindow", o => o.LiveWindow = TimeSpan.FromHours(2) },
        { "Cmr.LatencyThreshold", o => o.LatencyThreshold = TimeSpan.Zero },
        { "Cmr.EfficiencyThreshold", o => o.EfficiencyThreshold = 1.1 },
        { "Cmr.EfficiencyThreshold", o => o.EfficiencyThreshold = double.NaN },
        { "Cmr.ErrorRateThreshold", o => o.ErrorRateThreshold = -0.1 },
        { "Alerts.Cooldown", o => o.Alerts.Cooldown = TimeSpan.FromSeconds(-1) },
        { "Alerts.Webhook", o => o.Alerts.Webhook = new Uri("ftp://x/y") },
        { "Alerts.Escalation.Count", o => o.Alerts.Escalation = [] },
        { "Alerts.Escalation[1]", o => o.Alerts.Escalation = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_out_of_range_is_refused_by_name(string name, Action<CmrMonitorOptions> spoil)
    {
        var options = new CmrMonitorOptions();
        spoil(options);
        var error = Assert.Throws<ArgumentException>(() => new CmrPerformanceMonitor(options));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new CmrPerformanceMonitor(new CmrMonitorOptions { History = 0, LayerLimit = 0 }));
        Assert.Contains("Cmr.History", error.Message, StringComparison.Ordinal);
        Assert.Contains("Cmr.LayerLimit", error.Message, StringComparison.Ordinal);
    }
}
