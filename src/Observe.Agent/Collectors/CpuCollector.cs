using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>Time and utilization of each logical CPU by mode, from <c>/proc/stat</c>.</summary>
internal sealed class CpuCollector : ICollector
{
    public const string Key = "cpu";

    /// <summary>Clock ticks a second in what the kernel shows; 100 on every Linux that .NET runs on.</summary>
    public const double TicksPerSecond = 100;

    private const int MostCpus = 8192;

    private readonly HostFile _stat;
    private readonly SeriesSet<double> _time;
    private readonly SeriesSet<double> _utilization;
    private readonly Series<long> _count;
    private CpuReading?[] _cpus = [];

    public CpuCollector(HostFiles files, MetricSet metrics)
    {
        _stat = files.File("/proc/stat");
        _time = metrics.Counter<double>(MetricNames.SystemCpuTime, "s", "Seconds each logical CPU spent on each mode.");
        _utilization = metrics.Gauge<double>(MetricNames.SystemCpuUtilization, "1",
            "Share of its time that each logical CPU spent on each mode between the last two readings.");
        _count = metrics.UpDownCounter<long>(MetricNames.SystemCpuLogicalCount, "{cpu}", "Logical CPUs that are online.").Series();
    }

    public string Name => Key;

    public void Read()
    {
        var count = 0;
        foreach (var line in _stat.Read())
        {
            var fields = line;
            if (!fields.TryNext(out var name) || !name.StartsWith("cpu"u8))
            {
                break;
            }

            if (name.Length > 3)
            {
                if (!Fields.TryNumber(name[3..], out var number) || number >= MostCpus)
                {
                    throw fields.Malformed("no CPU number");
                }

                Cpu((int)number).Read(ref fields);
                count++;
            }
        }

        if (count == 0)
        {
            throw new InvalidDataException($"{_stat.Path} names no CPU");
        }

        _count.Set(count);
    }

    private CpuReading Cpu(int number)
    {
        if (number >= _cpus.Length)
        {
            Array.Resize(ref _cpus, number + 1);
        }

        return _cpus[number] ??= new CpuReading(number, _time, _utilization);
    }
}
