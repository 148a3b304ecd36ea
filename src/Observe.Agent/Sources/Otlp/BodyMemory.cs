using System.Numerics;

namespace Observe.Agent.Sources.Otlp;

/// <summary>
/// The memory that the bodies of all requests share. Buffers of usual sizes are kept for the next request, a few megabytes in
/// all: the runtime's own pool would keep as many of each size as ever were in use. Thread-safe.
/// </summary>
internal sealed class BodyMemory(long limit)
{
    public const int Smallest = 4096;

    private const int LargestKept = 1024 * 1024;
    private const long MostKept = 16 * 1024 * 1024;

    /// <summary>
    /// Large buffers that may lie about unused. The collector would wait until there is several times as much of them as is in
    /// use at a time.
    /// </summary>
    private const long MostDropped = 64 * 1024 * 1024;

    private readonly Lock _counting = new();
    private readonly Stack<byte[]>[] _kept = [.. Enumerable.Range(0, BitOperations.Log2(LargestKept) + 1).Select(_ => new Stack<byte[]>())];
    private long _used;
    private long _keptBytes;
    private long _dropped;

    public long Free
    {
        get
        {
            lock (_counting)
            {
                return limit - _used;
            }
        }
    }

    /// <summary>A buffer of at least that size.</summary>
    /// <exception cref="RefusedException">There is not as much left.</exception>
    public byte[] Rent(int size)
    {
        size = size > LargestKept ? size : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(size, Smallest));
        Take(size);
        if (size <= LargestKept)
        {
            lock (_counting)
            {
                if (_kept[BitOperations.Log2((uint)size)].TryPop(out var kept))
                {
                    _keptBytes -= size;
                    return kept;
                }
            }
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    public void Return(byte[] buffer)
    {
        Give(buffer.Length);
        if (buffer.Length > LargestKept)
        {
            Drop(buffer.Length);
            return;
        }

        lock (_counting)
        {
            if (_keptBytes + buffer.Length <= MostKept)
            {
                _kept[BitOperations.Log2((uint)buffer.Length)].Push(buffer);
                _keptBytes += buffer.Length;
            }
        }
    }

    /// <summary>Counts memory that is taken from elsewhere.</summary>
    /// <exception cref="RefusedException">There is not as much left.</exception>
    public void Take(long size)
    {
        lock (_counting)
        {
            if (_used + size > limit)
            {
                throw new RefusedException(OtlpResult.Busy, "too many requests are under way; otlp.maxBodyMemoryBytes is used up");
            }

            _used += size;
        }
    }

    public void Give(long size)
    {
        lock (_counting)
        {
            _used -= size;
        }
    }

    private void Drop(int size)
    {
        if (Interlocked.Add(ref _dropped, size) >= MostDropped)
        {
            Interlocked.Exchange(ref _dropped, 0);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
