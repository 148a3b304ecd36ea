namespace Observe.Agent.Parse.Patterns;

/// <summary>The running state of a pattern. One that was merged forwards to the one it was merged into.</summary>
internal sealed class Pattern(PatternId id, long sequence)
{
    private Pattern? _into;

    public PatternId Id { get; } = id;

    /// <summary>The older of two patterns keeps its id when they merge.</summary>
    public long Sequence { get; } = sequence;

    public string Text { get; set; } = "";

    public string Example { get; set; } = "";

    public long FirstSeen { get; set; }

    public long LastSeen { get; set; }

    public long Count { get; set; }

    /// <summary>The number of the observation that saw it last, by which the least recent is found.</summary>
    public long LastTick { get; set; }

    public bool IsMerged => _into is not null;

    /// <summary>The pattern that speaks for this one.</summary>
    public Pattern Root
    {
        get
        {
            var root = this;
            while (root._into is not null)
            {
                root = root._into;
            }

            // Those passed on the way forward straight to it from now on.
            var passed = this;
            while (passed._into is { } next)
            {
                passed._into = root;
                passed = next == root ? root : next;
            }

            return root;
        }
    }

    public void MergeInto(Pattern older)
    {
        _into = older;
        if (Count > 0)
        {
            older.FirstSeen = older.Count > 0 ? Math.Min(older.FirstSeen, FirstSeen) : FirstSeen;
            older.LastSeen = Math.Max(older.LastSeen, LastSeen);
            older.Count += Count;
        }

        older.LastTick = Math.Max(older.LastTick, LastTick);
    }
}
