using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>Memory by state, from <c>/proc/meminfo</c>. Used is what is not available: MemTotal - MemAvailable.</summary>
internal sealed class MemoryCollector : ICollector
{
    public const string Key = "memory";

    private const long NotSeen = -1;

    private readonly HostFile _meminfo;
    private readonly Series<long> _limit;
    private readonly Series<long> _available;
    private readonly State _used;
    private readonly State _free;
    private readonly State _cached;
    private readonly State _buffers;

    public MemoryCollector(HostFiles files, MetricSet metrics)
    {
        _meminfo = files.File("/proc/meminfo");
        _limit = metrics.UpDownCounter<long>(MetricNames.SystemMemoryLimit, "By", "Memory of the host.").Series();
        _available = metrics.UpDownCounter<long>(MetricNames.SystemMemoryLinuxAvailable, "By",
            "An estimate of how much memory is available for starting new applications, without swapping.").Series();
        var usage = metrics.UpDownCounter<long>(MetricNames.SystemMemoryUsage, "By",
            "Memory by state; used is all that is not available, so cached and free may be counted beside it.");
        var utilization = metrics.Gauge<double>(MetricNames.SystemMemoryUtilization, "1", "Share of the memory in each state.");
        _used = new State("used", usage, utilization);
        _free = new State("free", usage, utilization);
        _cached = new State("cached", usage, utilization);
        _buffers = new State("buffers", usage, utilization);
    }

    public string Name => Key;

    public void Read()
    {
        long total = NotSeen, free = NotSeen, available = NotSeen, buffers = NotSeen, cached = NotSeen;
        foreach (var line in _meminfo.Read())
        {
            var fields = line;
            _ = fields.TryNext(out var name) && (
                Take(name, "MemTotal:"u8, ref fields, ref total) || Take(name, "MemFree:"u8, ref fields, ref free)
                || Take(name, "MemAvailable:"u8, ref fields, ref available) || Take(name, "Buffers:"u8, ref fields, ref buffers)
                || Take(name, "Cached:"u8, ref fields, ref cached));
        }

        if (total <= 0 || free < 0 || available < 0 || buffers < 0 || cached < 0)
        {
            throw new InvalidDataException(
                $"{_meminfo.Path} lacks one of MemTotal, MemFree, MemAvailable, Buffers and Cached");
        }

        _limit.Set(total);
        _available.Set(available);
        _used.Set(Math.Max(total - available, 0), total);
        _free.Set(free, total);
        _cached.Set(cached, total);
        _buffers.Set(buffers, total);
    }

    private static bool Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted, ref Fields fields, ref long bytes)
    {
        var isWanted = name.SequenceEqual(wanted);
        bytes = isWanted ? fields.NextNumber() * 1024 : bytes;
        return isWanted;
    }

    private sealed class State(string name, SeriesSet<long> usage, SeriesSet<double> utilization)
    {
        private readonly Series<long> _usage = usage.Series(new KeyValuePair<string, object?>(MetricNames.MemoryState, name));
        private readonly Series<double> _utilization =
            utilization.Series(new KeyValuePair<string, object?>(MetricNames.MemoryState, name));

        public void Set(long bytes, long total)
        {
            _usage.Set(bytes);
            _utilization.Set((double)bytes / total);
        }
    }
}
