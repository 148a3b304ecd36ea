namespace Observe.Agent.Sources.FileTail.Reading;

/// <summary>What was read but not counted at the end of a file, since it may go on, and for how long it has not grown.</summary>
internal sealed class UnfinishedEnd(TimeProvider time)
{
    private long _length;
    private long _since;

    /// <summary>May be looked at by anyone.</summary>
    public bool IsThere => Volatile.Read(ref _length) > 0;

    public void Clear() => Volatile.Write(ref _length, 0);

    /// <summary>Whether it has had this length for so long that nothing more is to be expected.</summary>
    public bool IsOld(long length, TimeSpan timeout)
    {
        var now = time.GetTimestamp();
        if (length != _length)
        {
            Volatile.Write(ref _length, length);
            _since = now;
        }

        return time.GetElapsedTime(_since, now) >= timeout;
    }
}
