using System.Buffers.Text;
using System.Numerics;

namespace Observe.Agent.Collectors;

/// <summary>What the last reading knew of one process.</summary>
internal sealed class ProcessReading(HostFiles files, string id, ProcessSeries series)
{
    private readonly HostFile _stat = files.File($"/proc/{id}/stat");
    private readonly HostFile _io = files.File($"/proc/{id}/io");
    private readonly HostFile _status = files.File($"/proc/{id}/status");
    private readonly HostFile _descriptors = files.File($"/proc/{id}/fd");
    private long _userTicks, _systemTicks, _startTicks = -1;
    private double _readAt;
    private int _cpus;

    /// <summary>The process of another user, which says less about itself; it is not asked again.</summary>
    private bool _isAnothers;

    public string ExecutableName => series.ExecutableName;

    /// <summary>False when the process is gone.</summary>
    /// <param name="uptime">Seconds since the host started, the clock of this reading.</param>
    public bool TryRead(double uptime)
    {
        if (!_stat.TryRead(out var lines))
        {
            return false;
        }

        ReadStat(lines.Whole(), uptime);
        try
        {
            if (!_isAnothers)
            {
                ReadIo();
                ReadDescriptors();
            }
        }
        catch (UnauthorizedAccessException)
        {
            _isAnothers = true;
        }

        return true;
    }

    private void ReadStat(Fields fields, double uptime)
    {
        // 6825 (name, which may hold anything, line ends too) R 6823 ...: what matters follows the last parenthesis.
        fields = fields.From(fields.Line.LastIndexOf((byte)')') + 1);
        fields.Skip(11);
        var user = fields.NextNumber();
        var system = fields.NextNumber();
        fields.Skip(4);
        var threads = fields.NextNumber();
        fields.Skip(1);
        var start = fields.NextNumber();
        var size = fields.NextNumber();
        var residentPages = fields.NextNumber();

        ReadUtilization(user, system, start, uptime);
        series.UserTime.Set(user / CpuCollector.TicksPerSecond);
        series.SystemTime.Set(system / CpuCollector.TicksPerSecond);
        series.Threads.Set(threads);
        series.MemoryVirtual.Set(size);
        series.MemoryUsage.Set(residentPages * Environment.SystemPageSize);
        series.Uptime.Set(Math.Max(uptime - start / CpuCollector.TicksPerSecond, 0));
    }

    private void ReadUtilization(long user, long system, long start, double uptime)
    {
        if (start != _startTicks)
        {
            // The first reading of this process, or its id has passed to another.
            _startTicks = start;
            _isAnothers = false;
            _cpus = CountCpus();
        }
        else if (uptime > _readAt)
        {
            var available = (uptime - _readAt) * CpuCollector.TicksPerSecond * _cpus;
            series.UserUtilization.Set(Math.Max(user - _userTicks, 0) / available);
            series.SystemUtilization.Set(Math.Max(system - _systemTicks, 0) / available);
        }

        (_userTicks, _systemTicks, _readAt) = (user, system, uptime);
    }

    private void ReadIo()
    {
        if (!_io.TryRead(out var lines))
        {
            return;
        }

        foreach (var line in lines)
        {
            var fields = line;
            if (fields.TryNext(out var name))
            {
                if (name.SequenceEqual("read_bytes:"u8))
                {
                    series.DiskRead.Set(fields.NextNumber());
                }
                else if (name.SequenceEqual("write_bytes:"u8))
                {
                    series.DiskWrite.Set(fields.NextNumber());
                }
            }
        }
    }

    private void ReadDescriptors()
    {
        if (_descriptors.CountEntries() is { } count)
        {
            series.Descriptors.Set(count);
        }
    }

    /// <summary>The CPUs that the process may run on: the bits of <c>Cpus_allowed</c>, as <c>ff,ffffffff</c>.</summary>
    private int CountCpus()
    {
        var count = 0;
        if (_status.TryRead(out var lines))
        {
            foreach (var line in lines)
            {
                var fields = line;
                if (fields.TryNext(out var name) && name.SequenceEqual("Cpus_allowed:"u8) && fields.TryNext(out var mask))
                {
                    foreach (var word in mask.Split((byte)','))
                    {
                        count += Utf8Parser.TryParse(mask[word], out uint bits, out _, 'x') ? BitOperations.PopCount(bits) : 0;
                    }
                }
            }
        }

        return count > 0 ? count : Environment.ProcessorCount;
    }
}
