namespace Observe.Agent.Sources.FileTail.Reading;

/// <summary>
/// That a file was truncated or overwritten: who reads it notices, a scan then looks for a copy of what it held, after that it
/// is read from its start. Thread-safe.
/// </summary>
internal sealed class Overwriting
{
    private const int Never = 0;
    private const int Noticed = 1;
    private const int Scanned = 2;

    private int _state;
    private long _lost;

    /// <summary>True from the notice on until what was read from the start counts.</summary>
    public bool IsMet => Volatile.Read(ref _state) != Never;

    public bool WaitsForScan => Volatile.Read(ref _state) == Noticed;

    public bool IsScanned => Volatile.Read(ref _state) == Scanned;

    /// <param name="lost">Bytes that are known to have been written and truncated away before they were read.</param>
    public void Notice(long lost)
    {
        _lost = lost;
        Volatile.Write(ref _state, Noticed);
    }

    /// <summary>Notes the end of a scan that began when the file waited for one.</summary>
    public void EndScan() => Interlocked.CompareExchange(ref _state, Scanned, Noticed);

    public void End() => Volatile.Write(ref _state, Never);

    /// <summary>The lost bytes, once.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);
}
