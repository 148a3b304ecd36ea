namespace Observe.Prometheus.Buffers;

/// <summary>
/// Keeps the chunks and buffers of finished pages for the next ones. It holds as many chunks as the last pages needed
/// together, fewer again once pages shrink, so that a single large page does not pin its memory for good.
/// </summary>
internal sealed class ChunkPool
{
    public const int ChunkSize = 64 * 1024;
    private const int PagesRemembered = 32;
    private const int MaxIdleBuffers = 8;

    private readonly Lock _sync = new();
    private readonly Stack<byte[]> _idle = new();
    private readonly Stack<PageBuffer> _idleBuffers = new();
    private int _inUse;
    private int _keep;
    private int _peak;
    private int _pagesSincePeak;

    public byte[] Rent(int size)
    {
        if (size > ChunkSize)
        {
            return new byte[size];
        }

        lock (_sync)
        {
            _inUse++;
            _peak = Math.Max(_peak, _inUse);
            _keep = Math.Max(_keep, _inUse);
            if (_idle.TryPop(out var chunk))
            {
                return chunk;
            }
        }

        return GC.AllocateUninitializedArray<byte>(ChunkSize);
    }

    public PageBuffer RentBuffer(long limit, RenderControl control)
    {
        PageBuffer? buffer;
        lock (_sync)
        {
            _idleBuffers.TryPop(out buffer);
        }

        buffer ??= new PageBuffer(this);
        buffer.Open(limit, control);
        return buffer;
    }

    public void ReturnChunks(ReadOnlySpan<byte[]> chunks)
    {
        lock (_sync)
        {
            foreach (var chunk in chunks)
            {
                if (chunk.Length != ChunkSize)
                {
                    continue;
                }

                _inUse--;
                if (_idle.Count + _inUse < _keep)
                {
                    _idle.Push(chunk);
                }
            }
        }
    }

    public void Return(PageBuffer buffer, ReadOnlySpan<byte[]> chunks)
    {
        ReturnChunks(chunks);
        lock (_sync)
        {
            if (++_pagesSincePeak >= PagesRemembered && _inUse == 0)
            {
                Forget();
            }

            if (_idleBuffers.Count < MaxIdleBuffers)
            {
                _idleBuffers.Push(buffer);
            }
        }
    }

    private void Forget()
    {
        _keep = _peak;
        _peak = 0;
        _pagesSincePeak = 0;
        while (_idle.Count > _keep)
        {
            _idle.Pop();
        }
    }
}
