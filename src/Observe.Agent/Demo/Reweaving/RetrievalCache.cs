namespace Observe.Agent.Demo.Reweaving;

/// <summary>
/// What was retrieved lately. An answer holds for queries that are nearly its own, as long as none of its memories is evicted; what
/// was not asked for longest makes room.
/// </summary>
internal sealed class RetrievalCache
{
    private const int Limit = 24;
    private const float NearlySame = 0.7f;

    /// <summary>The latest first.</summary>
    private readonly List<(float[] Query, Memory[] Answer)> _known = new(Limit);

    public Memory[]? Find(float[] query)
    {
        var place = _known.FindIndex(k => UnitVector.Dot(k.Query, query) >= NearlySame);
        if (place < 0)
        {
            return null;
        }

        var known = _known[place];
        _known.RemoveAt(place);
        if (known.Answer.Any(m => m.IsEvicted))
        {
            return null;
        }

        _known.Insert(0, known);
        return known.Answer;
    }

    public void Keep(float[] query, Memory[] answer)
    {
        if (_known.Count == Limit)
        {
            _known.RemoveAt(Limit - 1);
        }

        _known.Insert(0, (query, answer));
    }
}
