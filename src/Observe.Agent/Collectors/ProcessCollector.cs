using System.IO.Enumeration;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Observe.Agent.Collectors;

/// <summary>
/// The agent's own process and those watched by the name of their executable, from <c>/proc/PID</c>. A process that may not
/// be read in full is reported with what may be read; one that ends between being listed and being read is not there.
/// </summary>
internal sealed partial class ProcessCollector : ICollector
{
    public const string Key = "process";

    /// <summary>The kernel keeps this much of a process's name.</summary>
    private const int CommandNameBytes = 15;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private readonly HostFiles _files;
    private readonly HostFile _uptime;
    private readonly ProcessMetrics _metrics;
    private readonly ILogger _logger;
    private readonly int _limit;
    private readonly int _ownId;
    private readonly ProcessReading _own;
    private readonly (string Name, byte[] Bytes)[] _watchedNames;
    private readonly Dictionary<int, ProcessReading> _watched = [];
    private readonly List<int> _ids = [];
    private bool _wasOverLimit;

    public ProcessCollector(HostFiles files, MetricSet metrics, CollectorOptions options, ILogger logger)
    {
        _files = files;
        _uptime = files.File("/proc/uptime");
        _metrics = new ProcessMetrics(metrics);
        _logger = logger;
        _limit = options.ProcessLimit;
        _ownId = Environment.ProcessId;
        _own = new ProcessReading(files, "self", _metrics.Of(Path.GetFileName(Environment.ProcessPath) ?? "observe", id: null));
        _watchedNames = [.. options.Processes.Distinct().Select(n => (n, Encoding.UTF8.GetBytes(n)))];
    }

    public string Name => Key;

    public void Read()
    {
        var fields = _uptime.Read().First();
        var uptime = fields.NextDouble();
        if (!_own.TryRead(uptime))
        {
            throw new FileNotFoundException("/proc/self/stat does not exist");
        }

        if (_watchedNames.Length > 0)
        {
            ReadWatched(uptime);
        }
    }

    private void ReadWatched(double uptime)
    {
        _ids.Clear();
        _ids.AddRange(new FileSystemEnumerable<int>(_files.FullPath("/proc"), Id, Everything) { ShouldIncludePredicate = IsId });
        _ids.Sort();
        foreach (var id in _watched.Keys)
        {
            if (_ids.BinarySearch(id) < 0)
            {
                _watched.Remove(id);
            }
        }

        var (read, overLimit) = (0, false);
        foreach (var id in _ids)
        {
            if (id != _ownId && WatchedName(id) is { } name)
            {
                overLimit |= read == _limit;
                read += read < _limit && Watched(id, name).TryRead(uptime) ? 1 : 0;
            }
        }

        if (overLimit && !_wasOverLimit)
        {
            LogLimit(_logger, _limit);
        }

        _wasOverLimit = overLimit;
    }

    private ProcessReading Watched(int id, string name)
    {
        if (!_watched.TryGetValue(id, out var process) || process.ExecutableName != name)
        {
            process = new ProcessReading(_files, id.ToString(), _metrics.Of(name, id));
            _watched[id] = process;
        }

        return process;
    }

    /// <summary>The configured name that this process has, if any. Asked each time: a process may become another by exec.</summary>
    private string? WatchedName(int id)
    {
        var actual = _files.ExecutableName(id);
        var isCut = actual.IsEmpty;
        actual = isCut ? _files.CommandName(id) : actual;
        foreach (var (name, bytes) in _watchedNames)
        {
            if (actual.SequenceEqual(isCut && bytes.Length > CommandNameBytes ? bytes.AsSpan(0, CommandNameBytes) : bytes))
            {
                return name;
            }
        }

        return null;
    }

    private static int Id(ref FileSystemEntry entry) => int.TryParse(entry.FileName, out var id) ? id : -1;

    private static bool IsId(ref FileSystemEntry entry) => char.IsAsciiDigit(entry.FileName[0]);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "More than {Limit} processes have a watched name; those with the lowest ids are reported")]
    private static partial void LogLimit(ILogger logger, int limit);
}
