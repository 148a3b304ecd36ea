using Observe.Instrumentation.Cmr;

namespace Observe.Agent.Demo.Reweaving;

/// <summary>
/// Contextual memory reweaving, small but true: texts pass through the layers of a model, each layer captures the states that stand for
/// their text, finds in its buffer what is like the part of a state that is known, and weaves that into the state again. Not thread-safe.
/// </summary>
internal sealed class MemoryLoop
{
    public const int Layers = 12;
    public const string Model = "demo-12x64";

    private const int Dimensions = 64;

    /// <summary>Only this part of a state is known to a retrieval; the rest is woven.</summary>
    private const int Known = 32;

    /// <summary>Less cosine to the mean of its text, and a state is not stored.</summary>
    private const float Relevant = 0.5f;

    private const int MemoriesUsed = 4;

    /// <summary>The larger, the more the memories that fit best outweigh the others.</summary>
    private const float Sharpness = 20;

    /// <summary>How much of a state is woven.</summary>
    private const float Woven = 0.1f;

    private readonly CmrPerformanceMonitor _monitor;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly TopicStream _texts;
    private readonly ModelLayer[] _layers;
    private readonly LayerBuffer[] _buffers;
    private readonly RetrievalCache[] _caches;
    private readonly LayerCounts[] _counts = new LayerCounts[Layers];
    private readonly CmrBufferLayer[] _observed = new CmrBufferLayer[Layers];
    private long _pass;

    public MemoryLoop(CmrPerformanceMonitor monitor, TimeProvider time, int seed)
    {
        _monitor = monitor;
        _time = time;
        _random = new Random(seed);
        _texts = new TopicStream(_random, Dimensions);
        _layers = [.. Enumerable.Range(0, Layers).Select(_ => new ModelLayer(_random, Dimensions))];
        _buffers = [.. Enumerable.Range(0, Layers).Select(i => new LayerBuffer(i % 2 == 0 ? Eviction.Lru : Eviction.Relevance))];
        _caches = [.. Enumerable.Range(0, Layers).Select(_ => new RetrievalCache())];
    }

    /// <summary>What was done so far, by layer.</summary>
    public ReadOnlySpan<LayerCounts> Counts => _counts;

    /// <summary>One text through all layers; false when one of them failed.</summary>
    public bool Pass(DemoFaults faults, CancellationToken cancellation)
    {
        using var tracking = _monitor.TrackPerformance(Model);
        _pass++;
        var succeeded = true;
        var (topic, states) = _texts.Next();
        for (var i = 0; i < Layers; i++)
        {
            using var layer = tracking.Layer(i);
            _layers[i].Forward(states);
            var representative = Capture(i, states, topic, faults, cancellation);
            try
            {
                Reconstruct(i, states[representative], topic, faults);
            }
            catch (RetrievalException e)
            {
                tracking.Fail(CmrComponent.Retrieval, e, i);
                succeeded = false;
            }
        }

        for (var i = 0; i < Layers; i++)
        {
            _observed[i] = new CmrBufferLayer(i, _buffers[i].Count, LayerBuffer.Limit, _buffers[i].Bytes);
        }

        _monitor.ObserveBuffer(_observed);
        return succeeded;
    }

    /// <summary>Stores the relevant states and says which is the most relevant.</summary>
    private int Capture(int layer, float[][] states, int topic, DemoFaults faults, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        if (faults.SlowLayer == layer)
        {
            cancellation.WaitHandle.WaitOne(DemoFaults.Delay);
        }

        var mean = new float[Dimensions];
        Array.ForEach(states, s => UnitVector.Add(mean, s, 1));
        UnitVector.Normalize(mean);
        var (best, bestRelevance, stored, evicted) = (0, float.NegativeInfinity, 0, 0);
        for (var i = 0; i < states.Length; i++)
        {
            var relevance = UnitVector.Dot(states[i], mean);
            if (relevance > bestRelevance)
            {
                (best, bestRelevance) = (i, relevance);
            }

            if (relevance >= Relevant)
            {
                evicted += _buffers[layer].Store(states[i], topic, relevance, _pass);
                stored++;
            }
        }

        _monitor.RecordCapture(layer, stored, _time.GetElapsedTime(start), states.Length);
        if (evicted > 0)
        {
            _monitor.RecordEviction(layer, evicted, _buffers[layer].Eviction == Eviction.Lru ? "lru" : "relevance");
        }

        ref var counts = ref _counts[layer];
        counts.Captures++;
        counts.StatesCaptured += states.Length;
        counts.StatesStored += stored;
        counts.Evictions += evicted;
        return best;
    }

    /// <summary>Makes the unknown part of a state from memories, and measures how well that went.</summary>
    private void Reconstruct(int layer, float[] state, int topic, DemoFaults faults)
    {
        var query = state.ToArray();
        query.AsSpan(Known).Clear();
        UnitVector.Normalize(query);
        if (Retrieve(layer, query, topic, faults) is not { Length: > 0 } memories)
        {
            return;
        }

        var start = _time.GetTimestamp();
        var weights = Weights(query, memories);
        var woven = new float[Dimensions];
        for (var i = 0; i < memories.Length; i++)
        {
            UnitVector.Add(woven, memories[i].Vector, weights[i]);
            memories[i].UsedAt = _pass;
        }

        if (faults.QualityDrop)
        {
            UnitVector.Add(woven, UnitVector.Random(_random, Dimensions), DemoFaults.Damage);
        }

        UnitVector.Normalize(woven);
        var quality = Math.Clamp(UnitVector.Dot(woven, state), 0, 1);
        UnitVector.Add(state, woven, Woven);
        UnitVector.Normalize(state);
        _monitor.RecordReconstruction(layer, memories.Length, _time.GetElapsedTime(start), quality, "weighted");
        _counts[layer].Reconstructions++;
    }

    private Memory[] Retrieve(int layer, float[] query, int topic, DemoFaults faults)
    {
        if (faults.ErrorBurst && _random.NextDouble() < DemoFaults.ErrorShare)
        {
            throw new RetrievalException();
        }

        var start = _time.GetTimestamp();
        var cached = _caches[layer].Find(query);
        var memories = cached ?? _buffers[layer].Retrieve(query, MemoriesUsed);
        if (cached is null && memories.Length > 0)
        {
            _caches[layer].Keep(query, memories);
        }

        var elapsed = _time.GetElapsedTime(start);
        var weights = Weights(query, memories);
        var right = memories.Zip(weights).Where(m => m.First.Topic == topic).Sum(m => m.Second);
        _monitor.RecordRetrieval(elapsed, cached is not null, memories.Length == 0 ? null : Math.Clamp(right, 0, 1), "cosine");
        _counts[layer].Retrievals++;
        return memories;
    }

    /// <summary>How much each memory counts; together 1.</summary>
    private static float[] Weights(float[] query, Memory[] memories)
    {
        var weights = Array.ConvertAll(memories, m => MathF.Exp(Sharpness * UnitVector.Dot(m.Vector, query)));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, w => w / sum);
    }
}
