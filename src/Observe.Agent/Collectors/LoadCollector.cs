using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>Load averages, from <c>/proc/loadavg</c>.</summary>
internal sealed class LoadCollector(HostFiles files, MetricSet metrics) : ICollector
{
    public const string Key = "load";

    private readonly HostFile _loadavg = files.File("/proc/loadavg");
    private readonly Series<double>[] _averages =
    [
        Average(metrics, MetricNames.SystemCpuLoadAverage1Minute, "one minute"),
        Average(metrics, MetricNames.SystemCpuLoadAverage5Minutes, "five minutes"),
        Average(metrics, MetricNames.SystemCpuLoadAverage15Minutes, "fifteen minutes"),
    ];

    public string Name => Key;

    public void Read()
    {
        var fields = _loadavg.Read().First();
        foreach (var average in _averages)
        {
            average.Set(fields.NextDouble());
        }
    }

    private static Series<double> Average(MetricSet metrics, string name, string time) =>
        metrics.Gauge<double>(name, "{thread}", $"Threads running or waiting, averaged over {time}.").Series();
}
