using System.Text;
using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>Bytes, operations and time of whole disks, from <c>/proc/diskstats</c>. A host may have none.</summary>
internal sealed class DiskCollector : ICollector
{
    public const string Key = "disk";

    private readonly HostFile _diskstats;
    private readonly Seen<Disk> _seen;

    public DiskCollector(HostFiles files, MetricSet metrics, ILogger logger)
    {
        _diskstats = files.File("/proc/diskstats");
        var instruments = new Instruments(
            metrics.Counter<long>(MetricNames.SystemDiskIo, "By", "Bytes read from and written to disks."),
            metrics.Counter<long>(MetricNames.SystemDiskOperations, "{operation}", "Finished reads and writes of disks."),
            metrics.Counter<double>(MetricNames.SystemDiskIoTime, "s", "Time in which a disk had something to do."),
            metrics.Counter<double>(MetricNames.SystemDiskOperationTime, "s", "Time that all reads and writes took, added up."));
        _seen = new Seen<Disk>("disks", name => Disk.Create(name, instruments), logger);
    }

    public string Name => Key;

    public void Read()
    {
        if (!_diskstats.TryRead(out var lines))
        {
            return;
        }

        _seen.StartReading();
        foreach (var line in lines)
        {
            var fields = line;
            if (fields.TryNext(out _))
            {
                fields.Skip(1);
                if (_seen.TryGet(fields.Next(), out var disk))
                {
                    disk.Read(ref fields);
                }
            }
        }

        _seen.EndReading();
    }

    private sealed record Instruments(
        SeriesSet<long> Io, SeriesSet<long> Operations, SeriesSet<double> IoTime, SeriesSet<double> OperationTime);

    /// <summary>A line of the file: a disk, or a device that is passed over.</summary>
    private sealed class Disk(Direction? read, Direction? write, Series<double>? ioTime)
    {
        private const double Milliseconds = 1000;

        public static Disk Create(byte[] name, Instruments instruments)
        {
            if (!DiskNames.IsWholeDisk(name))
            {
                return new Disk(null, null, null);
            }

            var device = new KeyValuePair<string, object?>(MetricNames.Device, Encoding.UTF8.GetString(name));
            return new Disk(new Direction(device, "read", instruments), new Direction(device, "write", instruments),
                instruments.IoTime.Series(device));
        }

        /// <summary>Reads; writes; operations in flight; time with operations in flight.</summary>
        public void Read(ref Fields fields)
        {
            if (read is null || write is null || ioTime is null)
            {
                return;
            }

            read.Read(ref fields);
            write.Read(ref fields);
            fields.Skip(1);
            ioTime.Set(fields.NextNumber() / Milliseconds);
        }
    }

    private sealed class Direction
    {
        private const int SectorBytes = 512;
        private const double Milliseconds = 1000;

        private readonly Series<long> _io, _operations;
        private readonly Series<double> _time;

        public Direction(KeyValuePair<string, object?> device, string direction, Instruments instruments)
        {
            KeyValuePair<string, object?>[] attributes = [device, new(MetricNames.DiskIoDirection, direction)];
            _io = instruments.Io.Series(attributes);
            _operations = instruments.Operations.Series(attributes);
            _time = instruments.OperationTime.Series(attributes);
        }

        /// <summary>Four fields: operations, operations merged, sectors, milliseconds.</summary>
        public void Read(ref Fields fields)
        {
            var operations = fields.NextNumber();
            fields.Skip(1);
            var sectors = fields.NextNumber();
            var milliseconds = fields.NextNumber();
            _operations.Set(operations);
            _io.Set(sectors * SectorBytes);
            _time.Set(milliseconds / Milliseconds);
        }
    }
}
