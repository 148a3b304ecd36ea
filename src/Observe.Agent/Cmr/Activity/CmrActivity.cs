namespace Observe.Agent.Cmr.Activity;

/// <summary>What an app did in a stretch of time.</summary>
internal sealed class CmrActivity
{
    /// <summary>Further layers are left out.</summary>
    public const int MaxLayers = 128;

    private readonly SortedDictionary<int, LayerActivity> _layers = [];
    private long _retrievals;
    private Average _retrievalQuality;

    public IReadOnlyDictionary<int, LayerActivity> Layers => _layers;

    public Timings RetrievalTimes { get; } = new();

    public Timings ForwardTimes { get; } = new();

    public long Retrievals => Math.Max(_retrievals, RetrievalTimes.Count);

    public ref Average RetrievalQuality => ref _retrievalQuality;

    public long Hits { get; set; }

    public long Misses { get; set; }

    /// <summary>Errors by component.</summary>
    public Dictionary<string, long> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that was counted together: no count in here is larger.</summary>
    public long Counted { get; set; }

    public bool IsEmpty => _layers.Count == 0 && Retrievals == 0 && ForwardTimes.Count == 0 && Hits + Misses == 0 && Errors.Count == 0;

    /// <summary>Null when there are too many.</summary>
    public LayerActivity? Layer(int index)
    {
        if (!_layers.TryGetValue(index, out var layer) && index >= 0 && _layers.Count < MaxLayers)
        {
            _layers.Add(index, layer = new LayerActivity());
        }

        return layer;
    }

    public void CountRetrievals(long count) => _retrievals += count;

    public void CountErrors(string component, long count) => Errors[component] = Errors.GetValueOrDefault(component) + count;

    public void Add(CmrActivity other)
    {
        Counted += other.Counted;
        foreach (var (index, layer) in other._layers)
        {
            Layer(index)?.Add(layer);
        }

        RetrievalTimes.Add(other.RetrievalTimes);
        ForwardTimes.Add(other.ForwardTimes);
        _retrievals += other._retrievals;
        _retrievalQuality.Add(other._retrievalQuality);
        Hits += other.Hits;
        Misses += other.Misses;
        foreach (var (component, count) in other.Errors)
        {
            CountErrors(component, count);
        }
    }

    public long Sum(Func<LayerActivity, long> field) => _layers.Values.Sum(field);

    public Timings Times(Func<LayerActivity, Timings> field)
    {
        var all = new Timings();
        foreach (var layer in _layers.Values)
        {
            all.Add(field(layer));
        }

        return all;
    }

    /// <summary>How often a component did its work.</summary>
    public long Operations(string component) => component switch
    {
        CmrComponent.Capture => Sum(l => l.Captures),
        CmrComponent.Retrieval => Retrievals,
        CmrComponent.Reconstruction => Sum(l => l.Reconstructions),
        _ => Sum(l => l.Captures),
    };
}
