namespace Observe.Instrumentation.Cmr;

/// <summary>Errors by component. Thread-safe.</summary>
internal sealed class ErrorCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<CmrComponent>().Length];

    public long Total => Snapshot().Sum();

    public void Add(CmrComponent component) => Interlocked.Increment(ref _counts[(int)component]);

    public void Reset()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            Interlocked.Exchange(ref _counts[i], 0);
        }
    }

    /// <summary>By the number of the component.</summary>
    public long[] Snapshot() => [.. Enumerable.Range(0, _counts.Length).Select(i => Volatile.Read(ref _counts[i]))];
}
