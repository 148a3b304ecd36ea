using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Health;
using Observe.Agent.Cmr.Learning;
using Observe.Agent.Cmr.Reports;

namespace Observe.Agent.Cmr;

/// <summary>
/// What is known of contextual memory reweaving, whatever language an app is written in and however it tells: activity by stretches of
/// time, health over a window, a history of samples, and what durations usually are. Bounded; thread-safe.
/// </summary>
internal sealed class CmrModel(CmrOptions options, TimeProvider time)
{
    /// <summary>Further apps are not followed.</summary>
    public const int MaxSources = 16;

    private const int MaxErrors = 1000;
    /// <summary>A longer name of an app is cut.</summary>
    public const int MaxNameLength = 200;

    /// <summary>An app that says nothing for so long is gone.</summary>
    private static readonly TimeSpan Expiry = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, CmrSource> _sources = new(StringComparer.Ordinal);
    private readonly Queue<CmrErrors> _errors = new();
    private readonly HealthJudge _judge = new(options);
    private readonly Baselines _baselines = new();
    private readonly TimeSpan _length = options.Window / CmrSource.Stretches;
    private long? _closed;

    /// <summary>How often <see cref="Tick"/> is due.</summary>
    public TimeSpan Stretch => _length;

    private long Now => StretchOf(time.GetUtcNow());

    /// <summary>Takes what an app did until now.</summary>
    /// <param name="source">The app.</param>
    /// <param name="activity">What it did; not used any more after the call.</param>
    /// <returns>False when there are too many apps.</returns>
    public bool Take(string source, CmrActivity activity)
    {
        lock (_gate)
        {
            if (Find(source) is not { } of)
            {
                return false;
            }

            of.Add(activity, Now, time.GetUtcNow());
            return true;
        }
    }

    /// <summary>Takes what the buffer of an instance of an app holds.</summary>
    public bool Take(string source, string instance, int layer, BufferLevel level, long value)
    {
        lock (_gate)
        {
            if (Find(source) is not { } of)
            {
                return false;
            }

            of.Set(instance, layer, level, value, time.GetUtcNow());
            return true;
        }
    }

    public void LoadBaselines(IEnumerable<KeyValuePair<BaselineKey, LearnedDuration>> learned)
    {
        lock (_gate)
        {
            _baselines.Load(learned);
        }
    }

    /// <summary>What was learned, as a copy.</summary>
    public IReadOnlyList<KeyValuePair<BaselineKey, LearnedDuration>> Learned()
    {
        lock (_gate)
        {
            return [.. _baselines.Learned.Select(l => KeyValuePair.Create(l.Key, l.Value with { }))];
        }
    }

    /// <summary>Closes the stretches of time that are over: learns from them, takes samples, forgets who is gone.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var last = Now - 1;
            for (var stretch = Math.Max(_closed + 1 ?? last, last - CmrSource.Stretches); stretch <= last; stretch++)
            {
                Close(stretch);
            }

            _closed = last;
            foreach (var source in _sources.Values.ToList())
            {
                source.Levels.Forget(now);
                if (now - source.SeenAt > Expiry)
                {
                    _sources.Remove(source.Name);
                }
            }
        }
    }

    /// <summary>How every app is now.</summary>
    public CmrReport Report()
    {
        lock (_gate)
        {
            return new CmrReport(time.GetUtcNow(), options.Window, [.. _sources.Values.Select(Report)]);
        }
    }

    /// <summary>The samples of every app, each app's the oldest first.</summary>
    public IReadOnlyList<(string Source, IReadOnlyList<CmrSample> Samples)> History()
    {
        lock (_gate)
        {
            return [.. _sources.Values.Select(s => (s.Name, s.Samples))];
        }
    }

    /// <summary>The latest errors, the oldest first.</summary>
    public IReadOnlyList<CmrErrors> Errors()
    {
        lock (_gate)
        {
            return [.. _errors];
        }
    }

    private SourceReport Report(CmrSource source)
    {
        var window = source.Window(Now);
        var figures = CmrFigures.Of(window, source.Levels, options.Window);
        return new SourceReport(
            source.Name, source.SeenAt, figures, _judge.Judge(window, source.Levels, figures), LayerReport.Of(window, source),
            Trend.Of(source.Samples), Bottleneck.Of(window), _baselines.Compare(source.Name, window),
            [.. _baselines.Ratios(source.Name, window).Select(r => r.Regression)], CmrFigures.Of(source.Total, source.Levels, TimeSpan.FromSeconds(1)));
    }

    private void Close(long stretch)
    {
        var end = DateTimeOffset.UnixEpoch + ((stretch + 1) * _length);
        _baselines.MakeRoom(_sources.ContainsKey);
        foreach (var source in _sources.Values)
        {
            var window = source.Window(stretch);
            if (window.IsEmpty)
            {
                continue;
            }

            var figures = CmrFigures.Of(window, source.Levels, options.Window);
            source.Keep(new CmrSample(end, figures, _judge.Judge(window, source.Levels, figures)));
            if (source.Of(stretch) is { } closed)
            {
                _baselines.Learn(source.Name, closed, end);
                Keep(source.Name, closed, end);
            }
        }
    }

    private void Keep(string source, CmrActivity closed, DateTimeOffset end)
    {
        foreach (var (component, errors) in closed.Errors)
        {
            _errors.Enqueue(new CmrErrors(end, source, component, errors));
            if (_errors.Count > MaxErrors)
            {
                _errors.Dequeue();
            }
        }
    }

    private CmrSource? Find(string name)
    {
        var key = name.Length > MaxNameLength ? name[..MaxNameLength] : name;
        if (!_sources.TryGetValue(key, out var source) && _sources.Count < MaxSources)
        {
            _sources.Add(key, source = new CmrSource(key));
        }

        return source;
    }

    private long StretchOf(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / _length.Ticks;
}
