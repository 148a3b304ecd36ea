namespace Observe.Prometheus.Buffers;

/// <summary>Lets a rendering be stopped from another thread once nobody waits for it.</summary>
internal sealed class RenderControl
{
    private volatile bool _isAbandoned;

    public bool IsAbandoned
    {
        get => _isAbandoned;
        set => _isAbandoned = value;
    }

    public void ThrowIfAbandoned()
    {
        if (_isAbandoned)
        {
            throw new OperationCanceledException("Every scrape that waited for this page has gone.");
        }
    }
}
