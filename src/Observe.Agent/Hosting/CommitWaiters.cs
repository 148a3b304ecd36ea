namespace Observe.Agent.Hosting;

/// <summary>Those who wait until what they handed over is stored. Adding and cutting happen under the commit lock.</summary>
internal sealed class CommitWaiters : IDisposable
{
    /// <summary>How long a commit that is wanted waits for others who want it too: one write to the disk serves them all.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _wanted = new(0);
    private readonly List<TaskCompletionSource> _cut = [];
    private TaskCompletionSource? _next;

    /// <summary>Ends when the next cut is stored.</summary>
    public Task Add()
    {
        if (_next is null)
        {
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted.Release();
        }

        return _next.Task;
    }

    /// <summary>Whoever waits by now waits for the commit that is cut now, or, when that fails, for the first one that does not.</summary>
    public void Cut()
    {
        if (_next is not null)
        {
            _cut.Add(_next);
            _next = null;
        }
    }

    public void Stored()
    {
        _cut.ForEach(w => w.SetResult());
        _cut.Clear();
    }

    /// <summary>Ends when somebody waits, at the latest after the given time.</summary>
    public async Task WantedAsync(TimeSpan atLatest, TimeProvider time, CancellationToken cancellation)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var wanted = _wanted.WaitAsync(given.Token);
        if (await Task.WhenAny(Task.Delay(atLatest, time, given.Token), wanted) == wanted)
        {
            await Task.Delay(Gather, time, given.Token);
        }

        await given.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => _wanted.Dispose();
}
