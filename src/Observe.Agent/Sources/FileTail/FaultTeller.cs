namespace Observe.Agent.Sources.FileTail;

/// <summary>Tells each fault of a path once, however often it is met, unless it recurs. Thread-safe.</summary>
internal sealed class FaultTeller(Action<FileFault> fault)
{
    /// <summary>Faults remembered; a bound on memory, not on faults.</summary>
    private const int MaxTold = 10_000;

    private readonly HashSet<(string Path, string Reason)> _told = [];

    public void Tell(FileFault met)
    {
        bool first;
        lock (_told)
        {
            if (_told.Count >= MaxTold)
            {
                _told.Clear();
            }

            first = _told.Add((met.Path, met.Reason));
        }

        if (first || met.Recurs)
        {
            fault(met);
        }
    }
}
