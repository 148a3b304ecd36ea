namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>The runs of one phase and layer, as sums and the latest ones. Not thread-safe.</summary>
internal sealed class ProfileSeries
{
    private const int Latest = 1000;

    private readonly Queue<long> _latest = [];
    private long _ticks;
    private long _selfTicks;
    private double _squares;
    private long _longest;
    private long _allocated;

    public long Count { get; private set; }

    public double SelfSeconds => CmrRatios.Seconds(_selfTicks);

    public void Add(long ticks, long selfTicks, long allocated)
    {
        Count++;
        _ticks += ticks;
        _selfTicks += selfTicks;
        _squares += (double)ticks * ticks;
        _longest = Math.Max(_longest, ticks);
        _allocated += allocated;
        Keep(ticks);
    }

    /// <summary>Adds another layer of the same phase.</summary>
    public void Add(ProfileSeries other)
    {
        Count += other.Count;
        _ticks += other._ticks;
        _selfTicks += other._selfTicks;
        _squares += other._squares;
        _longest = Math.Max(_longest, other._longest);
        _allocated += other._allocated;
        foreach (var ticks in other._latest)
        {
            _latest.Enqueue(ticks);
        }
    }

    public CmrProfileEntry Read(string phase, int layer, double totalSeconds)
    {
        var sorted = _latest.Order().ToList();
        var mean = (double)_ticks / Count;
        var variance = Count > 1 ? Math.Max(0, (_squares - (Count * mean * mean)) / (Count - 1)) : 0;
        return new CmrProfileEntry(
            phase, layer < 0 ? null : layer, Count, CmrRatios.Seconds(_ticks), SelfSeconds, mean / TimeSpan.TicksPerSecond,
            Math.Sqrt(variance) / TimeSpan.TicksPerSecond, CmrRatios.Seconds(Percentiles.NearestRank(sorted, 0.5)),
            CmrRatios.Seconds(Percentiles.NearestRank(sorted, 0.95)), CmrRatios.Seconds(_longest),
            totalSeconds > 0 ? SelfSeconds / totalSeconds : 0, _allocated);
    }

    private void Keep(long ticks)
    {
        if (_latest.Count == Latest)
        {
            _latest.Dequeue();
        }

        _latest.Enqueue(ticks);
    }
}
