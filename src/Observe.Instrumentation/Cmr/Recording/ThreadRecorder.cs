using System.Runtime.CompilerServices;

namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>
/// What one thread recorded for one monitor. Only that thread writes, with plain stores: threads never wait for each other.
/// Any thread may read, and sees every recording that happened before.
/// </summary>
internal sealed class ThreadRecorder
{
    /// <summary>Quality 1.</summary>
    public const double QualityUnits = 1e9;

    /// <summary>A longer duration is a mistake, and some of them would add up beyond what a number holds.</summary>
    public const long MaxTicks = TimeSpan.TicksPerDay;

    private readonly int _layerLimit;
    private LayerTotals[] _layers = new LayerTotals[8];
    private CommonTotals _common;
    private SampleRing _captures;
    private SampleRing _reconstructions;
    private SampleRing _retrievals;
    private SampleRing _forwards;

    [ThreadStatic]
    private static ThreadRecorder? _current;

    /// <param name="epoch">Which monitor's recorder this is, and what it stamps samples with.</param>
    /// <param name="history">Most samples that are kept of each kind.</param>
    /// <param name="layerLimit">Layers from this index on are refused.</param>
    public ThreadRecorder(Epoch epoch, int history, int layerLimit)
    {
        Epoch = epoch;
        _layerLimit = layerLimit;
        _captures = new SampleRing(history);
        _captures.Allocate();
        _reconstructions = new SampleRing(history);
        _retrievals = new SampleRing(history);
        _forwards = new SampleRing(history);
    }

    /// <summary>The recorder that the calling thread used last, of whatever monitor.</summary>
    public static ThreadRecorder? Current
    {
        get => _current;
        set => _current = value;
    }

    public Epoch Epoch { get; }

    public Thread Thread { get; } = Thread.CurrentThread;

    public LayerTotals[] Layers => Volatile.Read(ref _layers);

    public ref CommonTotals Common => ref _common;

    public ref SampleRing Samples(SampleKind kind)
    {
        switch (kind)
        {
            case SampleKind.Capture: return ref _captures;
            case SampleKind.Reconstruction: return ref _reconstructions;
            case SampleKind.Retrieval: return ref _retrievals;
            default: return ref _forwards;
        }
    }

    /// <summary>Captured states are below zero when they are not known. False when the layer is out of range; nothing is recorded then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Capture(int layer, int stored, long ticks, int captured)
    {
        var layers = _layers;
        if ((uint)layer >= (uint)layers.Length)
        {
            layers = Grow(layer);
            if (layers is null)
            {
                return false;
            }
        }

        ref var totals = ref layers[layer];
        totals.Captures++;
        totals.CaptureTicks += ticks;
        totals.StatesStored += stored;
        if (captured >= 0)
        {
            totals.StatesCaptured += captured;
        }
        else
        {
            totals.StatesStoredUncompared += stored;
        }

        _captures.AddAllocated(ticks, layer, Epoch.Value);
        return true;
    }

    public bool Reconstruct(int layer, int memories, long ticks, double? quality)
    {
        if (!Reach(layer))
        {
            return false;
        }

        ref var totals = ref _layers[layer];
        totals.Reconstructions++;
        totals.ReconstructionTicks += ticks;
        totals.Memories += memories;
        if (quality is { } measured)
        {
            totals.Qualities++;
            totals.QualityUnits += (long)Math.Round(measured * QualityUnits);
        }

        _reconstructions.Add(ticks, layer, Epoch.Value);
        return true;
    }

    public bool Evict(int layer, int entries)
    {
        if (!Reach(layer))
        {
            return false;
        }

        _layers[layer].Evictions += entries;
        return true;
    }

    public void Retrieve(long ticks, bool? isHit, double? quality)
    {
        _common.Retrievals++;
        _common.RetrievalTicks += ticks;
        if (isHit == true)
        {
            _common.Hits++;
            _common.HitTicks += ticks;
        }
        else if (isHit == false)
        {
            _common.Misses++;
            _common.MissTicks += ticks;
        }

        if (quality is { } measured)
        {
            _common.Qualities++;
            _common.QualityUnits += (long)Math.Round(measured * QualityUnits);
        }

        _retrievals.Add(ticks, -1, Epoch.Value);
    }

    public void Forward(long ticks)
    {
        _common.Forwards++;
        _common.ForwardTicks += ticks;
        _forwards.Add(ticks, -1, Epoch.Value);
    }

    private bool Reach(int layer) => (uint)layer < (uint)_layers.Length || Grow(layer) is not null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private LayerTotals[]? Grow(int layer)
    {
        if ((uint)layer >= (uint)_layerLimit)
        {
            return null;
        }

        var layers = _layers;
        Array.Resize(ref layers, Math.Min(_layerLimit, Math.Max(layer + 1, layers.Length * 2)));
        Volatile.Write(ref _layers, layers);
        return layers;
    }
}
