namespace Observe.Instrumentation.Cmr;

/// <summary>The buffer as last observed, by layer. Thread-safe; an observation replaces a whole array, so readers take no lock.</summary>
internal sealed class BufferState(int layerLimit)
{
    /// <summary>More is a mistake, and the layers would add up beyond what a number holds.</summary>
    private const long Most = 1_000_000_000_000_000;

    private readonly Lock _gate = new();
    private CmrBufferLayer[] _layers = [];

    /// <summary>The layers observed, by index.</summary>
    public IReadOnlyList<CmrBufferLayer> Layers => Volatile.Read(ref _layers);

    public long Entries => Layers.Sum(l => l.Entries);

    public long Limit => Layers.Sum(l => l.Limit);

    public long Bytes => Layers.Sum(l => l.Bytes);

    /// <summary>Entries by limit, over the layers that have a limit; null when none has.</summary>
    public double? Utilization
    {
        get
        {
            var limited = Layers.Where(l => l.Limit > 0).ToList();
            return limited.Count == 0 ? null : limited.Sum(l => l.Entries) / (double)limited.Sum(l => l.Limit);
        }
    }

    public bool Observe(CmrBufferLayer layer)
    {
        if (!IsValid(layer))
        {
            return false;
        }

        lock (_gate)
        {
            Volatile.Write(ref _layers, [.. _layers.Where(l => l.LayerIndex != layer.LayerIndex).Append(layer).OrderBy(l => l.LayerIndex)]);
        }

        return true;
    }

    public bool Observe(ReadOnlySpan<CmrBufferLayer> layers)
    {
        foreach (var layer in layers)
        {
            if (!IsValid(layer))
            {
                return false;
            }
        }

        CmrBufferLayer[] all = [.. layers];
        if (all.DistinctBy(l => l.LayerIndex).Count() != all.Length)
        {
            return false;
        }

        lock (_gate)
        {
            Volatile.Write(ref _layers, [.. all.OrderBy(l => l.LayerIndex)]);
        }

        return true;
    }

    public void Clear()
    {
        lock (_gate)
        {
            Volatile.Write(ref _layers, []);
        }
    }

    private bool IsValid(CmrBufferLayer layer) =>
        (uint)layer.LayerIndex < (uint)layerLimit && layer is { Entries: >= 0 and <= Most, Limit: >= 0 and <= Most, Bytes: >= 0 and <= Most };
}
