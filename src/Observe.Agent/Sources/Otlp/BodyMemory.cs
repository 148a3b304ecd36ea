namespace Observe.Agent.Sources.Otlp;

/// <summary>The memory that the bodies of all requests share. Thread-safe.</summary>
internal sealed class BodyMemory(long bytes)
{
    private long _free = bytes;

    public long Free => Volatile.Read(ref _free);

    /// <exception cref="RefusedException">There is not as much left.</exception>
    public void Take(long size)
    {
        if (Interlocked.Add(ref _free, -size) < 0)
        {
            Give(size);
            throw new RefusedException(OtlpResult.Busy, "too many requests are under way; otlp.maxBodyMemoryBytes is used up");
        }
    }

    public void Give(long size) => Interlocked.Add(ref _free, size);
}
