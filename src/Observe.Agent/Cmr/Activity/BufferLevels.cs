namespace Observe.Agent.Cmr.Activity;

/// <summary>What buffers hold, as each instance of an app said last. One that says nothing any more is forgotten.</summary>
internal sealed class BufferLevels
{
    private const int MaxLevels = 1024;

    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(string Instance, int Layer, BufferLevel Level), (long Value, DateTimeOffset At)> _levels = [];

    public long Entries => Sum(BufferLevel.Entries);

    public long Limit => Sum(BufferLevel.Limit);

    public long Bytes => Sum(BufferLevel.Bytes);

    /// <summary>Entries by limit, over the layers that have a limit; null when none has.</summary>
    public double? Utilization
    {
        get
        {
            var limited = _levels.Where(l => l.Key.Level == BufferLevel.Limit && l.Value.Value > 0).ToList();
            var held = limited.Sum(l => _levels.TryGetValue((l.Key.Instance, l.Key.Layer, BufferLevel.Entries), out var entries) ? entries.Value : 0);
            return limited.Count == 0 ? null : held / (double)limited.Sum(l => l.Value.Value);
        }
    }

    public void Set(string instance, int layer, BufferLevel level, long value, DateTimeOffset now)
    {
        var key = (instance, layer, level);
        if (_levels.ContainsKey(key) || _levels.Count < MaxLevels)
        {
            _levels[key] = (value, now);
        }
    }

    public void Forget(DateTimeOffset now)
    {
        foreach (var old in _levels.Where(l => now - l.Value.At > Expiry).Select(l => l.Key).ToList())
        {
            _levels.Remove(old);
        }
    }

    public long? EntriesOf(int layer)
    {
        var entries = _levels.Where(l => l.Key.Layer == layer && l.Key.Level == BufferLevel.Entries).ToList();
        return entries.Count == 0 ? null : entries.Sum(l => l.Value.Value);
    }

    private long Sum(BufferLevel level) => _levels.Where(l => l.Key.Level == level).Sum(l => l.Value.Value);
}
