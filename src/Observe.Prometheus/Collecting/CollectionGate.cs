using Observe.Prometheus.Buffers;

namespace Observe.Prometheus.Collecting;

/// <summary>
/// Lets concurrent scrapes share collections. One collection runs at a time; a scrape whose format it renders waits for it, a
/// scrape of another format joins the next one. Pages may answer for a while after they were rendered.
/// </summary>
internal sealed class CollectionGate(PrometheusExporterOptions options, Action<CollectionRound> run) : IThreadPoolWorkItem
{
    private readonly Lock _sync = new();
    private readonly List<(PrometheusFormat Format, PageBuffer Page, long RenderedAt)> _recent = [];
    private CollectionRound? _running;
    private CollectionRound? _next;

    /// <summary>Gives a page of the values that are set by now, rendered on this thread where that is possible.</summary>
    /// <returns>A page to release.</returns>
    public PageBuffer Fresh(PrometheusFormat format)
    {
        CollectionRound round;
        Task? wait = null;
        lock (_sync)
        {
            round = JoinNext(format);
            if (_running is null)
            {
                (_running, _next) = (round, null);
            }
            else
            {
                wait = round.Done;
            }
        }

        if (wait is null)
        {
            Run(round);
        }
        else
        {
            wait.GetAwaiter().GetResult();
        }

        return round.Result(format);
    }

    /// <summary>Gives a page, a recent or shared one where there is one.</summary>
    /// <param name="format">The format.</param>
    /// <param name="canShare">Whether a page that was rendered, or began to be, before this call will do.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>A page to release.</returns>
    /// <exception cref="TimeoutException">The page was not ready in time.</exception>
    /// <exception cref="ScrapeFailedException">The collection failed.</exception>
    public async ValueTask<PageBuffer> GetAsync(
        PrometheusFormat format, bool canShare, TimeSpan timeout, CancellationToken cancellation)
    {
        CollectionRound round;
        Task done;
        lock (_sync)
        {
            if (canShare && Recent(format) is { } recent)
            {
                recent.AddReference();
                return recent;
            }

            if (canShare && _running is { Control.IsAbandoned: false } && _running.Has(format))
            {
                round = _running;
                round.Join(format);
            }
            else
            {
                round = JoinNext(format);
                if (_running is null)
                {
                    (_running, _next) = (round, null);
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                }
            }

            done = round.Done;
        }

        try
        {
            await done.WaitAsync(timeout, options.TimeProvider, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Leave(round, format);
            throw;
        }

        return round.Result(format);
    }

    void IThreadPoolWorkItem.Execute() => Run(_running!);

    private CollectionRound JoinNext(PrometheusFormat format)
    {
        _next ??= new CollectionRound();
        _next.Join(format);
        return _next;
    }

    private void Run(CollectionRound round)
    {
        lock (_sync)
        {
            // Their chunks are what the coming pages are rendered into.
            ForgetRecent();
        }

        Exception? fault = null;
        try
        {
            run(round);
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        lock (_sync)
        {
            round.Complete(fault);
            foreach (var page in round.Pages)
            {
                Keep(page);
            }

            (_running, _next) = (_next, null);
            if (_running is not null)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        round.Announce();
    }

    /// <summary>Keeps the round's own reference to a page for the scrapes to come, or lets go of it.</summary>
    private void Keep(RoundPage page)
    {
        if (page.Buffer is not { } buffer)
        {
            return;
        }

        if (options.ScrapeResponseCacheDurationMilliseconds > 0)
        {
            _recent.Add((page.Format, buffer, options.TimeProvider.GetTimestamp()));
        }
        else
        {
            buffer.Release();
        }
    }

    private PageBuffer? Recent(PrometheusFormat format)
    {
        foreach (var (known, page, renderedAt) in _recent)
        {
            if (known == format)
            {
                var age = options.TimeProvider.GetElapsedTime(renderedAt);
                return age.TotalMilliseconds < options.ScrapeResponseCacheDurationMilliseconds ? page : null;
            }
        }

        return null;
    }

    private void ForgetRecent()
    {
        foreach (var (_, page, _) in _recent)
        {
            page.Release();
        }

        _recent.Clear();
    }

    private void Leave(CollectionRound round, PrometheusFormat format)
    {
        lock (_sync)
        {
            if (!round.IsDone)
            {
                round.Leave(format);
                return;
            }
        }

        // It was done in the meantime and gave this scrape a reference.
        round.Pages.First(page => page.Format == format).Buffer?.Release();
    }
}
