using Observe.Instrumentation.Metrics;

namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>Measures scopes by phase and layer. Thread-safe.</summary>
internal sealed class Profiler(TimeProvider time, int layerLimit)
{
    /// <summary>More phases become <c>other</c>.</summary>
    private const int PhaseLimit = 64;

    [ThreadStatic]
    private static ProfileScope? _innermost;

    private readonly Lock _gate = new();
    private readonly NameLimit _phases = new(PhaseLimit);
    private readonly Dictionary<(string Phase, int Layer), ProfileSeries> _series = [];
    private volatile bool _isEnabled;

    public bool IsEnabled
    {
        get => _isEnabled;
        set => _isEnabled = value;
    }

    public IDisposable Begin(string phase, int layer)
    {
        if (!_isEnabled)
        {
            return NoScope.Instance;
        }

        return _innermost = new ProfileScope(this, _phases.Of(phase), (uint)layer < (uint)layerLimit ? layer : -1, _innermost);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _series.Clear();
        }
    }

    public CmrProfileResults Read(CmrProfileBaseline? baseline)
    {
        lock (_gate)
        {
            var total = _series.Values.Sum(s => s.SelfSeconds);
            var layers = _series.Select(s => s.Value.Read(s.Key.Phase, s.Key.Layer, total)).OrderByDescending(e => e.Share).ToList();
            var phases = _series.GroupBy(s => s.Key.Phase, StringComparer.Ordinal)
                .Select(phase => Together(phase.Select(s => s.Value)).Read(phase.Key, -1, total))
                .OrderByDescending(e => e.Share).ToList();
            return new CmrProfileResults(
                time.GetUtcNow(), _isEnabled, total, phases.AsReadOnly(), layers.AsReadOnly(), Bottlenecks.Find(phases, layers),
                Regressions.Find(phases.Concat(layers.Where(l => l.LayerIndex is not null)), baseline));
        }
    }

    private static ProfileSeries Together(IEnumerable<ProfileSeries> layers)
    {
        var sum = new ProfileSeries();
        foreach (var layer in layers)
        {
            sum.Add(layer);
        }

        return sum;
    }

    private void Add(string phase, int layer, long ticks, long selfTicks, long allocated)
    {
        lock (_gate)
        {
            if (!_series.TryGetValue((phase, layer), out var series))
            {
                _series.Add((phase, layer), series = new ProfileSeries());
            }

            series.Add(ticks, selfTicks, allocated);
        }
    }

    private sealed class ProfileScope(Profiler profiler, string phase, int layer, ProfileScope? outer) : IDisposable
    {
        private readonly Thread _thread = Thread.CurrentThread;
        private readonly long _allocated = GC.GetAllocatedBytesForCurrentThread();
        private readonly long _start = profiler.Now();
        private long _innerTicks;
        private bool _isDisposed;

        public void Dispose()
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            var ticks = profiler.Elapsed(_start).Ticks;
            var onSameThread = Thread.CurrentThread == _thread;
            var allocated = onSameThread ? GC.GetAllocatedBytesForCurrentThread() - _allocated : 0;
            profiler.Add(phase, layer, ticks, Math.Max(0, ticks - Volatile.Read(ref _innerTicks)), allocated);
            if (outer is not null && onSameThread)
            {
                Interlocked.Add(ref outer._innerTicks, ticks);
            }

            if (_innermost == this)
            {
                _innermost = outer;
            }
        }
    }

    private sealed class NoScope : IDisposable
    {
        public static readonly NoScope Instance = new();

        public void Dispose()
        {
            // Profiling is off.
        }
    }

    private long Now() => time.GetTimestamp();

    private TimeSpan Elapsed(long start) => time.GetElapsedTime(start);
}
