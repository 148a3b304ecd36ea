namespace Observe.Agent.Metrics;

/// <summary>
/// A counter that is counted in memory, committed with the offsets it came from, and shown only as committed.
/// <see cref="Add"/> is called under the lock under which commits are cut; <see cref="Committed"/> may be read at any time.
/// </summary>
internal sealed class CommittedCounter(SeriesKey key, List<CommittedCounter> changed)
{
    private long _committed;
    private bool _isChanged;

    public SeriesKey Key { get; } = key;

    /// <summary>What was counted so far, committed or not.</summary>
    public long Value { get; private set; }

    public long Committed => Volatile.Read(ref _committed);

    public void Add(long amount)
    {
        // Nonsense in a log can add up to more than there is room for; a counter that went back would look like a restart.
        Value = amount <= long.MaxValue - Value ? Value + amount : long.MaxValue;
        MarkChanged();
    }

    /// <summary>Puts the counter into the next commit (again).</summary>
    public void MarkChanged()
    {
        if (!_isChanged)
        {
            _isChanged = true;
            changed.Add(this);
        }
    }

    public long TakeValue()
    {
        _isChanged = false;
        return Value;
    }

    public void Load(long value)
    {
        Value = value;
        Publish(value);
    }

    public void Publish(long value) => Volatile.Write(ref _committed, value);
}
