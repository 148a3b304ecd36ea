namespace Observe.Agent.Demo.Reweaving;

/// <summary>
/// The memories of one layer. A state that is like one it holds becomes part of that; others are added, and for each beyond the mark
/// another is evicted, so that there is always room for a burst.
/// </summary>
internal sealed class LayerBuffer(Eviction eviction)
{
    public const int Limit = 64;

    /// <summary>More than these are not kept.</summary>
    public const int Mark = Limit * 9 / 10;

    /// <summary>From this cosine on two states say the same.</summary>
    private const float Same = 0.75f;

    private readonly List<Memory> _memories = new(Limit);

    public int Count => _memories.Count;

    public long Bytes => _memories.Sum(m => (long)m.Vector.Length * sizeof(float));

    public Eviction Eviction => eviction;

    /// <summary>Stores a state and says how many memories were evicted for it.</summary>
    public int Store(ReadOnlySpan<float> state, int topic, float relevance, long pass)
    {
        var (nearest, cosine) = Nearest(state);
        if (nearest is null || cosine < Same)
        {
            _memories.Add(nearest = new Memory(state.ToArray(), topic));
        }

        nearest.Take(state, relevance, pass);
        var evicted = 0;
        for (; _memories.Count > Mark; evicted++)
        {
            Evict(nearest, pass);
        }

        return evicted;
    }

    /// <summary>The memories with the largest cosine to a query, the largest first.</summary>
    public Memory[] Retrieve(float[] query, int most) =>
        [.. _memories.OrderByDescending(m => UnitVector.Dot(m.Vector, query)).Take(most)];

    private (Memory? Memory, float Cosine) Nearest(ReadOnlySpan<float> state)
    {
        Memory? nearest = null;
        var largest = float.NegativeInfinity;
        foreach (var memory in _memories)
        {
            var cosine = UnitVector.Dot(memory.Vector, state);
            if (cosine > largest)
            {
                (nearest, largest) = (memory, cosine);
            }
        }

        return (nearest, largest);
    }

    private void Evict(Memory justStored, long pass)
    {
        var others = _memories.Where(m => m != justStored);
        var evicted = eviction == Eviction.Lru ? others.MinBy(m => m.UsedAt)! : others.MinBy(m => m.RelevanceAt(pass))!;
        evicted.IsEvicted = true;
        _memories.Remove(evicted);
    }
}
