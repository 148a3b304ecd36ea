using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>
/// Space of the mounted filesystems that stand for storage, from <c>/proc/self/mountinfo</c> and statvfs. Each is reported
/// once, at its first mount point.
/// </summary>
internal sealed class FilesystemCollector : ICollector
{
    public const string Key = "filesystem";

    /// <summary>How long a reading waits for all remote filesystems together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly CollectorOptions _options;
    private readonly HostFile _mountinfo;
    private readonly Seen<Line> _seen;
    private readonly List<Line> _mounted = [];

    public FilesystemCollector(
        HostFiles files, MetricSet metrics, CollectorOptions options, ILogger logger, Func<byte[], FilesystemUsage?> ask)
    {
        _options = options;
        _mountinfo = files.File($"/proc/{files.HostProcess}/mountinfo");
        var instruments = new FilesystemMetrics(
            metrics.UpDownCounter<long>(MetricNames.SystemFilesystemUsage, "By", "Space by state; reserved is for root alone."),
            metrics.Gauge<double>(MetricNames.SystemFilesystemUtilization, "1", "Share of the space in each state."),
            metrics.UpDownCounter<long>(MetricNames.SystemFilesystemLimit, "By", "Space of the filesystem."));
        _seen = new Seen<Line>("mounts", bytes => Parse(bytes, files, instruments, ask, logger), logger);
    }

    public string Name => Key;

    public void Read()
    {
        if (!_mountinfo.TryRead(out var lines))
        {
            return;
        }

        _mounted.Clear();
        _seen.StartReading();
        foreach (var fields in lines)
        {
            if (_seen.TryGet(fields.Line, out var line) && line.Filesystem is not null)
            {
                TakeUnlessDuplicate(line);
            }
        }

        _seen.EndReading();
        _mounted.ForEach(m => m.Filesystem?.StartAsking());
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        foreach (var line in _mounted)
        {
            line.Filesystem?.Read(TimeSpan.FromMilliseconds(Math.Max(deadline - Environment.TickCount64, 0)));
        }
    }

    /// <summary>A later mount on the same place hides the earlier; a second place of the same device adds nothing to count.</summary>
    private void TakeUnlessDuplicate(Line line)
    {
        for (var i = 0; i < _mounted.Count; i++)
        {
            var other = _mounted[i].Mount;
            if (other.Point == line.Mount.Point)
            {
                _mounted[i] = line;
                return;
            }

            if (other.Device == line.Mount.Device)
            {
                // Of several places, the one that shows the whole device.
                _mounted[i] = other.Root != "/" && line.Mount.Root == "/" ? line : _mounted[i];
                return;
            }
        }

        _mounted.Add(line);
    }

    private Line Parse(
        byte[] bytes, HostFiles files, FilesystemMetrics instruments, Func<byte[], FilesystemUsage?> ask, ILogger logger)
    {
        var fields = new Fields(bytes, _mountinfo.Path);
        var mount = Mount.Parse(ref fields);
        var isLeftOut = _options.ExcludedFilesystemTypes.Contains(mount.Type)
            || _options.ExcludedMountPoints.Any(p => IsAtOrBelow(mount.Point, p.TrimEnd('/')));
        return new Line(mount, isLeftOut ? null : new MountedFilesystem(mount, files.FullPath(""), instruments, ask, logger));
    }

    private static bool IsAtOrBelow(string point, string excluded) =>
        point.StartsWith(excluded, StringComparison.Ordinal) && (point.Length == excluded.Length || point[excluded.Length] == '/');

    private sealed record Line(Mount Mount, MountedFilesystem? Filesystem);
}
