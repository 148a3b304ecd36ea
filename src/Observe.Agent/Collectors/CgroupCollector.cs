using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>
/// The memory limit and CPU quota that bind the agent, as in a container, and what is used of them. Where nothing limits
/// it there is nothing to report.
/// </summary>
internal sealed class CgroupCollector(HostFiles files, MetricSet metrics) : ICollector
{
    public const string Key = "cgroup";

    private readonly MemoryMetrics _memory = new(
        metrics.UpDownCounter<long>(MetricNames.ContainerMemoryLimit, "By", "Memory the cgroup may use.").Series(),
        metrics.UpDownCounter<long>(MetricNames.ContainerMemoryUsage, "By", "Memory the cgroup uses, page cache included.").Series(),
        metrics.UpDownCounter<long>(MetricNames.ContainerMemoryWorkingSet, "By",
            "Memory the cgroup uses, without page cache that was not touched lately.").Series(),
        metrics.UpDownCounter<long>(MetricNames.ContainerMemoryAvailable, "By", "Memory limit less working set.").Series());

    private readonly CpuMetrics _cpu = new(
        metrics.UpDownCounter<double>(MetricNames.ContainerCpuLimit, "{cpu}", "CPUs the cgroup may use by its quota."),
        metrics.Counter<double>(MetricNames.ContainerCpuTime, "s", "CPU time the cgroup has used."));

    private CgroupMemory? _memoryGroup;
    private CgroupCpu? _cpuGroup;
    private bool _isFound;

    public string Name => Key;

    public void Read()
    {
        if (!_isFound)
        {
            _memoryGroup = CgroupPaths.Find(files, "memory") is { } memory ? new CgroupMemory(files, memory) : null;
            _cpuGroup = CgroupPaths.Find(files, "cpu") is { } cpu
                ? new CgroupCpu(files, cpu, CgroupPaths.Find(files, "cpuacct") ?? cpu)
                : null;
            _isFound = true;
        }

        if (_memoryGroup?.Read() is { } bytes)
        {
            _memory.Limit.Set(bytes.Limit);
            _memory.Usage.Set(bytes.Usage);
            _memory.WorkingSet.Set(bytes.WorkingSet);
            _memory.Available.Set(Math.Max(bytes.Limit - bytes.WorkingSet, 0));
        }

        if (_cpuGroup?.Read() is { } time)
        {
            _cpu.Limit.Set(time.Limit);
            _cpu.User.Set(time.User);
            _cpu.System.Set(time.System);
        }
    }

    private sealed record MemoryMetrics(Series<long> Limit, Series<long> Usage, Series<long> WorkingSet, Series<long> Available);

    private sealed class CpuMetrics(SeriesSet<double> limit, SeriesSet<double> time)
    {
        public Series<double> Limit { get; } = limit.Series();

        public Series<double> User { get; } = time.Series(new KeyValuePair<string, object?>(MetricNames.CpuMode, "user"));

        public Series<double> System { get; } = time.Series(new KeyValuePair<string, object?>(MetricNames.CpuMode, "system"));
    }
}
