namespace Observe.Agent.Tokens.Otlp;

/// <summary>
/// Knows of every stream of points how far it was counted. A total is told from another by when it began, so that processes
/// that call themselves the same, one after the other or side by side, do not mix. The caller holds the commit lock.
/// </summary>
internal sealed class UsageSeriesTable(long since)
{
    public const int MaxSeries = 20_000;

    /// <summary>A stream that is silent for so long is forgotten.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, UsageSeries> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _processes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _newProcesses = new(StringComparer.Ordinal);

    /// <summary>
    /// Totals that began before this, Unix nanoseconds, hold what was used before anybody counted here, or what was counted of a
    /// stream that is forgotten: of them only what comes on top counts.
    /// </summary>
    public long Since { get; set; } = since;

    public bool SinceChanged { get; set; }

    /// <summary>Ends a request: processes that were met in it are known from now on.</summary>
    public void EndRequest() => _newProcesses.Clear();

    /// <summary>How many tokens a total adds to what was counted.</summary>
    public long Total(string key, string process, long start, long time, long value, long now)
    {
        var added = 0L;
        if (!_series.TryGetValue(key, out var last))
        {
            var isKnown = _processes.ContainsKey(process) && !_newProcesses.Contains(process);
            added = start > 0 && start < time && (start >= Since || isKnown) ? value : 0;
        }
        else if (time > last.Time)
        {
            added = value >= last.Value ? value - last.Value : value;
        }
        else
        {
            return 0;
        }

        return Set(key, last, new UsageSeries(process, start, time, value, now)) ? added : 0;
    }

    /// <summary>How many tokens an increment adds: all, unless its time was counted.</summary>
    public long Increment(string key, string process, long time, long value, long now)
    {
        _series.TryGetValue(key, out var last);
        return (last is null || time == 0 || time > last.Time) && Set(key, last, new UsageSeries(process, 0, time, 0, now)) ? value : 0;
    }

    /// <summary>When the stream was counted last, Unix nanoseconds; null when never.</summary>
    public long? LastTime(string key) => _series.TryGetValue(key, out var series) ? series.Time : null;

    public void Load(string key, UsageSeries series)
    {
        _series[key] = series;
        _processes[series.Process] = _processes.GetValueOrDefault(series.Process) + 1;
    }

    /// <summary>Forgets what is silent for long.</summary>
    public void Sweep(long now)
    {
        foreach (var (key, series) in _series.Where(s => now - s.Value.Seen > Kept.TotalMilliseconds).ToList())
        {
            _series.Remove(key);
            _changed.Add(key);
            if (--_processes[series.Process] == 0)
            {
                _processes.Remove(series.Process);
            }

            if (series.Start >= Since)
            {
                Since = series.Start + 1;
                SinceChanged = true;
            }
        }
    }

    /// <summary>Streams that changed since the last call; null for one that is forgotten.</summary>
    public List<(string Key, UsageSeries? Series)> TakeChanges()
    {
        var changes = _changed.Select(key => (key, _series.GetValueOrDefault(key))).ToList();
        _changed.Clear();
        return changes;
    }

    private bool Set(string key, UsageSeries? last, UsageSeries series)
    {
        if (last is null)
        {
            if (_series.Count >= MaxSeries)
            {
                return false;
            }

            if (_processes.TryAdd(series.Process, 0))
            {
                _newProcesses.Add(series.Process);
            }

            _processes[series.Process]++;
        }

        _series[key] = series;
        _changed.Add(key);
        return true;
    }
}
