using Observe.Prometheus.Buffers;

namespace Observe.Prometheus.Collecting;

/// <summary>One collection: the formats it renders and the scrapes that wait for each. Guarded by its gate's lock.</summary>
internal sealed class CollectionRound
{
    private readonly List<RoundPage> _pages = new(1);
    private readonly RenderControl _control = new();
    private TaskCompletionSource? _done;
    private bool _isDone;

    public IReadOnlyList<RoundPage> Pages => _pages;

    public RenderControl Control => _control;

    public bool IsDone => _isDone;

    /// <summary>Completes when the round has; made only for those who wait.</summary>
    public Task Done
    {
        get
        {
            _done ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _done.Task;
        }
    }

    public bool Has(PrometheusFormat format) => Find(format) is not null;

    public void Join(PrometheusFormat format)
    {
        var page = Find(format);
        if (page is null)
        {
            page = new RoundPage(format);
            _pages.Add(page);
        }

        page.Waiters++;

        // A round that has not begun may have been left by all who waited for it.
        _control.IsAbandoned = false;
    }

    /// <summary>A scrape goes before the round is done; the last one to go stops it.</summary>
    public void Leave(PrometheusFormat format)
    {
        Find(format)!.Waiters--;
        _control.IsAbandoned = _pages.TrueForAll(page => page.Waiters == 0);
    }

    /// <summary>Ends the round; each scrape that still waits is given a reference to its page.</summary>
    public void Complete(Exception? fault)
    {
        _isDone = true;
        foreach (var page in _pages)
        {
            page.Fault ??= fault;
            if (page.Fault is not null)
            {
                page.Buffer?.Release();
                page.Buffer = null;
            }

            for (var i = 0; i < page.Waiters; i++)
            {
                page.Buffer?.AddReference();
            }
        }
    }

    /// <summary>Wakes those who wait; called outside the lock.</summary>
    public void Announce() => _done?.TrySetResult();

    /// <summary>The page of a round that is done; the caller's reference to release.</summary>
    public PageBuffer Result(PrometheusFormat format)
    {
        var page = Find(format)!;
        return page.Buffer ?? throw new ScrapeFailedException(page.Fault!);
    }

    private RoundPage? Find(PrometheusFormat format)
    {
        foreach (var page in _pages)
        {
            if (page.Format == format)
            {
                return page;
            }
        }

        return null;
    }
}
