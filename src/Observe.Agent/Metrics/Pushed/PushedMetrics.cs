using Observe.Agent.Records.Otlp;
using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>Takes the metrics that apps push and shows them on the metrics page. Thread-safe.</summary>
internal sealed class PushedMetrics : IOtlpConsumer, IPrometheusFamilySource, IDisposable
{
    public const string Component = "otlp_metrics";

    private const string Source = "otlp";
    private const long NanosecondsPerTick = 100;

    /// <summary>How long an app waits for the disk before it is told to come again.</summary>
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _guard = new();
    private readonly SeriesOptions _options;
    private readonly ComponentMetrics _components;
    private readonly Func<Task> _stored;
    private readonly TimeProvider _time;
    private readonly SeriesTable _table;
    private readonly StreamTable _streams;
    private readonly PointIntake _intake;
    private readonly PointCount _count = new();
    private readonly PrometheusFamily _series = PrometheusFamily.Gauge(MetricNames.Series, "{series}", "Series that apps push.");
    private readonly PrometheusFamily _limits = PrometheusFamily.Gauge(MetricNames.SeriesLimit, "{series}", "Most series that apps may push, in all and of one name.");
    private readonly PrometheusSeries _pushed;
    private readonly PrometheusSeries _overflowing;
    private IReadOnlyList<PrometheusFamily> _pushedFamilies = [];
    private IReadOnlyList<PrometheusFamily> _families = [];
    private long _sweepAt;

    /// <param name="options">Limits.</param>
    /// <param name="components">Counts what came and what became of it.</param>
    /// <param name="stored">Ends when what was counted until the call is on the disk, and sees that it soon is.</param>
    /// <param name="time">The clock.</param>
    public PushedMetrics(SeriesOptions options, ComponentMetrics components, Func<Task> stored, TimeProvider time)
    {
        _options = options;
        _components = components;
        _stored = stored;
        _time = time;
        var page = new PrometheusExporterOptions();
        PageNames.Configure(page);
        _table = new SeriesTable(options, page);
        _streams = new StreamTable(_table);
        Deltas = new DeltaCommits(_table, _guard);
        _table.Left = Deltas.Ended;
        var since = (ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
        _intake = new PointIntake(_table, _streams, Deltas, new OverflowIntake(_table, Deltas, since));
        _sweepAt = Now + SweepInterval;
        _pushed = _series.AddSeries(new("source", Source), new("state", "shown"));
        _overflowing = _series.AddSeries(new("source", Source), new("state", "overflowing"));
        _limits.AddSeries(new("source", Source), new("per", "agent")).Set(options.Max);
        _limits.AddSeries(new("source", Source), new("per", "name")).Set(options.MaxPerName);
    }

    /// <summary>The part that goes through commits.</summary>
    public DeltaCommits Deltas { get; }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private long SweepInterval => (long)(_options.Expiry.TotalMilliseconds / 10);

    /// <summary>Shows every reason to refuse a point before it comes about. Call it once the meter is listened to.</summary>
    public void Begin()
    {
        _components.Begin(Component);
        foreach (var refusal in Enum.GetValues<Refusal>())
        {
            if (refusal != Refusal.None)
            {
                _components.Dropped(Component, refusal.Label(), 0);
            }
        }
    }

    /// <summary>Takes over what earlier runs have committed.</summary>
    public void Load(IEnumerable<StoredDelta> stored) => Deltas.Load(stored, Now);

    /// <param name="signal">Others than metrics are passed over.</param>
    /// <param name="request">A request that was looked through already.</param>
    /// <param name="cancellation">Gives up waiting; what was taken stays taken.</param>
    public async ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        if (signal != OtlpSignal.Metrics)
        {
            return OtlpOutcome.Accepted;
        }

        var (outcome, hadDeltas) = Take(request.Span);
        if (!hadDeltas)
        {
            return outcome;
        }

        try
        {
            await _stored().WaitAsync(StoreLimit, _time, cancellation);
            return outcome;
        }
        catch (TimeoutException)
        {
            // What is sent again is known by its times and not counted twice.
            return OtlpOutcome.Busy("the data directory cannot be written now");
        }
    }

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        lock (_guard)
        {
            Sweep(Now);
            foreach (var series in _intake.NewExemplars)
            {
                series.ShowExemplars();
            }

            _intake.NewExemplars.Clear();
            _pushed.Set(_table.Count);
            _overflowing.Set(_table.Overflowing);
            if (_pushedFamilies != _table.Families)
            {
                _pushedFamilies = _table.Families;
                _families = [_series, _limits, .. _pushedFamilies];
            }

            return _families;
        }
    }

    /// <summary>The names with the most series, and the labels that make them so many.</summary>
    public SeriesTop Top(int names)
    {
        List<(PushedName Name, SeriesKey[] Keys, int Overflowing)> largest;
        int total;
        lock (_guard)
        {
            total = _table.Count;
            largest = [.. _table.Names.OrderByDescending(n => n.Series.Count + n.Ledger.Count).ThenBy(n => n.Text, StringComparer.Ordinal).Take(names)
                .Select(n => (n, n.Series.Keys.ToArray(), n.Ledger.Count))];
        }

        return new SeriesTop(total, _options.Max, _options.MaxPerName, [.. largest.Select(l => SeriesOfName.Of(l.Name.Text, l.Keys, l.Overflowing))]);
    }

    public void Dispose() => _intake.Dispose();

    private (OtlpOutcome Outcome, bool HadDeltas) Take(ReadOnlySpan<byte> request)
    {
        lock (_guard)
        {
            var now = Now;
            Sweep(now);
            _count.Clear();
            _intake.Take(request, _count, now);
            _count.Report(_components, Component);
            return (_count.ToOutcome(), _intake.HadDeltas);
        }
    }

    private void Sweep(long now)
    {
        if (now >= _sweepAt)
        {
            _sweepAt = now + SweepInterval;
            _table.RemoveOlder(now - (long)_options.Expiry.TotalMilliseconds);
            _streams.Forget();
        }
    }
}
