namespace Observe.Agent.Metrics;

/// <summary>A list that one thread at a time adds to and any thread may read meanwhile, without a lock and without a copy an addition.</summary>
internal sealed class GrowingList<T>
{
    private volatile T[] _items = new T[16];
    private volatile int _count;

    /// <summary>What was added by now; it does not change.</summary>
    public ArraySegment<T> Snapshot
    {
        get
        {
            // The count first: an array that is newer than it has those items too.
            var count = _count;
            return new ArraySegment<T>(_items, 0, count);
        }
    }

    public void Add(T item)
    {
        var items = _items;
        if (_count == items.Length)
        {
            Array.Resize(ref items, items.Length * 2);
            _items = items;
        }

        items[_count] = item;
        _count++;
    }
}
