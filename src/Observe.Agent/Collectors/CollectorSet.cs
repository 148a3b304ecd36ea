using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>
/// The collectors that are enabled. They are read together: at each interval, and when somebody who is about to collect
/// metrics asks for it. What the meter's instruments report is always the last reading.
/// </summary>
internal sealed partial class CollectorSet : IDisposable
{
    public const string MeterName = "Observe.Agent.Collectors";

    /// <summary>A reading no older than this is not repeated for a scrape.</summary>
    public static readonly TimeSpan FreshEnough = TimeSpan.FromSeconds(1);

    /// <summary>A scrape waits this long for a reading under way, then makes do with the last one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A timer may fire a little early; the reading it is there for must not be skipped for that.</summary>
    private const double TimerSlack = 0.9;

    private readonly Lock _reading = new();
        private readonly List<CollectorRun> _runs;
    private readonly MetricSet _ownMetrics;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly ITimer? _timer;
    private long? _readAt;
    private bool _isDisposed;

    /// <param name="interval">How often the host is read when nobody scrapes.</param>
    /// <param name="time">The clock of intervals and durations.</param>
    /// <param name="logger">Hears of collectors that fail and recover.</param>
    /// <param name="collectors">Makes the collectors; each is given the metrics that it fills.</param>
    internal CollectorSet(
        TimeSpan interval, TimeProvider time, ILogger logger, IEnumerable<Func<MetricSet, ICollector>> collectors)
    {
        _interval = interval;
        _time = time;
        _ownMetrics = new MetricSet(Meter);
        var success = _ownMetrics.Gauge<long>(MetricNames.CollectorSuccess, null, "1 when the last reading succeeded, 0 when it failed.");
        var duration = _ownMetrics.Gauge<double>(MetricNames.CollectorDuration, "s", "How long the last reading took.");
        _runs = [.. collectors.Select(make =>
        {
            var metrics = new MetricSet(Meter);
            var collector = make(metrics);
            var name = new KeyValuePair<string, object?>(MetricNames.Collector, collector.Name);
            return new CollectorRun(collector, metrics, success.Series(name), duration.Series(name), time, logger);
        })];
        if (_runs.Count > 0)
        {
            _timer = time.CreateTimer(_ => RefreshIfOlder(_interval * TimerSlack, TimeSpan.Zero), null, TimeSpan.Zero, interval);
        }
    }

    public Meter Meter { get; } = new(MeterName);

    /// <summary>Every collector by name, as it stands in the configuration.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        CpuCollector.Key, LoadCollector.Key, MemoryCollector.Key, PagingCollector.Key, DiskCollector.Key,
        FilesystemCollector.Key, NetworkCollector.Key, UptimeCollector.Key, CgroupCollector.Key, ProcessCollector.Key,
    ];

    /// <summary>Starts the enabled collectors. On a system other than Linux there are none, which is said once.</summary>
    public static CollectorSet Create(CollectorOptions options, TimeProvider time, ILoggerFactory loggers) =>
        Create(options, time, loggers, OperatingSystem.IsLinux() ? new HostFiles(options.Root, isMounted: options.Root.Trim('/').Length > 0) : null);

    internal static CollectorSet Create(CollectorOptions options, TimeProvider time, ILoggerFactory loggers, HostFiles? files)
    {
        var logger = loggers.CreateLogger<CollectorSet>();
        if (files is null)
        {
            LogNotLinux(logger);
            return new CollectorSet(options.Interval, time, logger, []);
        }

        return new CollectorSet(options.Interval, time, logger,
            options.Enabled.Distinct().Select<string, Func<MetricSet, ICollector>>(
                name => metrics => Make(name, files, metrics, options, logger)));
    }

    /// <summary>Reads the host unless the last reading is younger than <see cref="FreshEnough"/>. For any number of threads.</summary>
    public void Refresh() => RefreshIfOlder(FreshEnough, Patience);

    public void Dispose()
    {
        _timer?.Dispose();
        Meter.Dispose();
        lock (_reading)
        {
            _isDisposed = true;
        }
    }

    private static ICollector Make(string name, HostFiles files, MetricSet metrics, CollectorOptions options, ILogger logger) => name switch
    {
        CpuCollector.Key => new CpuCollector(files, metrics),
        LoadCollector.Key => new LoadCollector(files, metrics),
        MemoryCollector.Key => new MemoryCollector(files, metrics),
        PagingCollector.Key => new PagingCollector(files, metrics, logger),
        DiskCollector.Key => new DiskCollector(files, metrics, logger),
        FilesystemCollector.Key => new FilesystemCollector(files, metrics, options, logger, FilesystemUsage.Of),
        NetworkCollector.Key => new NetworkCollector(files, metrics, logger),
        UptimeCollector.Key => new UptimeCollector(files, metrics),
        CgroupCollector.Key => new CgroupCollector(files.Own, metrics),
        ProcessCollector.Key => new ProcessCollector(files, metrics, options, logger),
        _ => throw new ArgumentException($"There is no collector \"{name}\"; there are {string.Join(", ", Names)}", nameof(name)),
    };

    private void RefreshIfOlder(TimeSpan age, TimeSpan patience)
    {
        if (!_reading.TryEnter(patience))
        {
            return;
        }

        try
        {
            if (!_isDisposed && (_readAt is null || _time.GetElapsedTime(_readAt.Value) >= age))
            {
                _readAt = _time.GetTimestamp();
                _runs.ForEach(r => r.Refresh());
                _ownMetrics.Publish();
            }
        }
        finally
        {
            _reading.Exit();
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The host is read on Linux only; host and process metrics are missing on this system")]
    private static partial void LogNotLinux(ILogger logger);
}
