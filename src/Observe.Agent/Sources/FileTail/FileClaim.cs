namespace Observe.Agent.Sources.FileTail;

/// <summary>Whose turn it is to read a file. Nobody's wish to have it looked at is lost while somebody reads it. Thread-safe.</summary>
internal sealed class FileClaim
{
    private int _claimed;
    private int _again;

    /// <summary>Takes the file for reading. Sets a mark for the present holder to look again when it is taken already.</summary>
    public bool TryTake()
    {
        Volatile.Write(ref _again, 1);
        return Interlocked.CompareExchange(ref _claimed, 1, 0) == 0;
    }

    /// <summary>Forgets earlier wishes to look again: the holder looks now.</summary>
    public void Look() => Volatile.Write(ref _again, 0);

    /// <summary>Gives the claim back. True when somebody wished for another look meanwhile.</summary>
    public bool Release()
    {
        // A full barrier: the mark must not be read before the claim is seen to be free, or a wish is lost between the two.
        Interlocked.Exchange(ref _claimed, 0);
        return Volatile.Read(ref _again) != 0;
    }
}
