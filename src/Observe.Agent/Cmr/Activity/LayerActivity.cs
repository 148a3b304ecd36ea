namespace Observe.Agent.Cmr.Activity;

/// <summary>What one layer did in a stretch of time.</summary>
internal sealed class LayerActivity
{
    private long _captures;
    private long _reconstructions;
    private Average _quality;

    public Timings CaptureTimes { get; } = new();

    public Timings ReconstructionTimes { get; } = new();

    /// <summary>Captures; an app may tell of times alone.</summary>
    public long Captures => Math.Max(_captures, CaptureTimes.Count);

    public long Reconstructions => Math.Max(_reconstructions, ReconstructionTimes.Count);

    public long StatesCaptured { get; set; }

    public long StatesStored { get; set; }

    public long Evictions { get; set; }

    public ref Average Quality => ref _quality;

    /// <summary>Null where the layer does not say how many states it looked at, or for some captures only.</summary>
    public double? Efficiency => StatesCaptured > 0 && StatesStored <= StatesCaptured ? StatesStored / (double)StatesCaptured : null;

    public void CountCaptures(long count) => _captures += count;

    public void CountReconstructions(long count) => _reconstructions += count;

    public void Add(LayerActivity other)
    {
        _captures += other._captures;
        _reconstructions += other._reconstructions;
        CaptureTimes.Add(other.CaptureTimes);
        ReconstructionTimes.Add(other.ReconstructionTimes);
        StatesCaptured += other.StatesCaptured;
        StatesStored += other.StatesStored;
        Evictions += other.Evictions;
        _quality.Add(other._quality);
    }
}
