using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>The metrics of processes, shared by all of them.</summary>
internal sealed class ProcessMetrics(MetricSet metrics)
{
    private readonly SeriesSet<double> _cpuTime = metrics.Counter<double>(
        MetricNames.ProcessCpuTime, "s", "CPU time of the process by mode.");

    private readonly SeriesSet<double> _cpuUtilization = metrics.Gauge<double>(MetricNames.ProcessCpuUtilization, "1",
        "Share of the CPUs available to the process that it used between the last two readings.");

    private readonly SeriesSet<long> _memoryUsage = metrics.UpDownCounter<long>(
        MetricNames.ProcessMemoryUsage, "By", "Physical memory in use.");

    private readonly SeriesSet<long> _memoryVirtual = metrics.UpDownCounter<long>(
        MetricNames.ProcessMemoryVirtual, "By", "Virtual memory.");

    private readonly SeriesSet<long> _diskIo = metrics.Counter<long>(
        MetricNames.ProcessDiskIo, "By", "Bytes read from and written to disks.");

    private readonly SeriesSet<long> _threads = metrics.UpDownCounter<long>(
        MetricNames.ProcessThreadCount, "{thread}", "Threads of the process.");

    private readonly SeriesSet<long> _descriptors = metrics.UpDownCounter<long>(
        MetricNames.ProcessFileDescriptorCount, "{file_descriptor}", "Open file descriptors.");

    private readonly SeriesSet<double> _uptime = metrics.Gauge<double>(
        MetricNames.ProcessUptime, "s", "The time the process has been running.");

    /// <summary>The series of one process; the id is an attribute of the watched ones only.</summary>
    public ProcessSeries Of(string executableName, int? id)
    {
        KeyValuePair<string, object?> name = new(MetricNames.ProcessExecutableName, executableName);
        KeyValuePair<string, object?>[] process = id is null ? [name] : [name, new(MetricNames.ProcessId, (long)id)];
        KeyValuePair<string, object?>[] With(string attribute, string value) => [.. process, new(attribute, value)];
        return new ProcessSeries(
            executableName,
            _cpuTime.Series(With(MetricNames.CpuMode, "user")),
            _cpuTime.Series(With(MetricNames.CpuMode, "system")),
            _cpuUtilization.Series(With(MetricNames.CpuMode, "user")),
            _cpuUtilization.Series(With(MetricNames.CpuMode, "system")),
            _memoryUsage.Series(process),
            _memoryVirtual.Series(process),
            _diskIo.Series(With(MetricNames.DiskIoDirection, "read")),
            _diskIo.Series(With(MetricNames.DiskIoDirection, "write")),
            _threads.Series(process),
            _descriptors.Series(process),
            _uptime.Series(process));
    }
}
