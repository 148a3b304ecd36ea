using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>The time since the host started, from <c>/proc/uptime</c>.</summary>
internal sealed class UptimeCollector(HostFiles files, MetricSet metrics) : ICollector
{
    public const string Key = "uptime";

    private readonly HostFile _file = files.File("/proc/uptime");
    private readonly Series<double> _uptime =
        metrics.Gauge<double>(MetricNames.SystemUptime, "s", "The time the host has been running.").Series();

    public string Name => Key;

    public void Read()
    {
        var fields = _file.Read().First();
        _uptime.Set(fields.NextDouble());
    }
}
