using System.Text;
using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>
/// A filesystem that is reported. One that may hang is asked on a thread of its own; until that thread returns it is left
/// out, neither asked again nor waited for, so a dead server costs one thread and one delay.
/// </summary>
internal sealed partial class MountedFilesystem
{
    private readonly Mount _mount;
    private readonly byte[] _terminatedPath;
    private readonly Func<byte[], FilesystemUsage?> _ask;
    private readonly ILogger _logger;
    private readonly Series<long>[] _usage;
    private readonly Series<double>[] _utilization;
    private readonly Series<long> _limit;
    private Task<FilesystemUsage?>? _asked;
    private bool _isLate;
    private bool _fails;

    public MountedFilesystem(Mount mount, string fullPath, FilesystemMetrics metrics, Func<byte[], FilesystemUsage?> ask, ILogger logger)
    {
        _mount = mount;
        _terminatedPath = [.. Encoding.UTF8.GetBytes(fullPath), .. mount.PointBytes, 0];
        _ask = ask;
        _logger = logger;
        KeyValuePair<string, object?>[] shared =
        [
            new(MetricNames.Device, mount.Source), new(MetricNames.FilesystemMountPoint, mount.Point),
            new(MetricNames.FilesystemType, mount.Type), new(MetricNames.FilesystemMode, mount.Mode),
        ];
        string[] states = ["used", "free", "reserved"];
        _usage = [.. states.Select(s => metrics.Usage.Series([.. shared, new(MetricNames.FilesystemState, s)]))];
        _utilization = [.. states.Select(s => metrics.Utilization.Series([.. shared, new(MetricNames.FilesystemState, s)]))];
        _limit = metrics.Limit.Series(shared);
    }

    public bool MayHang => _mount.MayHang;

    /// <summary>Starts to ask a filesystem that may hang, so that several are waited for together.</summary>
    public void StartAsking()
    {
        if (MayHang && _asked is null)
        {
            _asked = Task.Factory.StartNew(() => _ask(_terminatedPath), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    public void Read(TimeSpan patience)
    {
        try
        {
            var usage = MayHang ? Answer(patience) : _ask(_terminatedPath);
            if (usage is { Limit: > 0 } known)
            {
                Set(known);
            }
        }
        catch (IOException e)
        {
            FailedOnce(e.Message);
        }
    }

    private FilesystemUsage? Answer(TimeSpan patience)
    {
        if (_asked is null || Task.WaitAny([_asked], _isLate ? TimeSpan.Zero : patience) < 0)
        {
            _isLate = true;
            FailedOnce("it does not answer");
            return null;
        }

        var asked = _asked;
        (_asked, _isLate) = (null, false);
        return asked.GetAwaiter().GetResult();
    }

    private void Set(FilesystemUsage usage)
    {
        _fails = false;
        _limit.Set(usage.Limit);
        ReadOnlySpan<long> bytes = [usage.Used, usage.Free, usage.Reserved];
        for (var state = 0; state < bytes.Length; state++)
        {
            _usage[state].Set(bytes[state]);
            _utilization[state].Set((double)bytes[state] / usage.Limit);
        }
    }

    private void FailedOnce(string why)
    {
        if (!_fails)
        {
            _fails = true;
            LogLeftOut(_logger, _mount.Point, _mount.Type, why);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The filesystem at {MountPoint} ({Type}) is left out until it can be read: {Why}")]
    private static partial void LogLeftOut(ILogger logger, string mountPoint, string type, string why);
}
