namespace Observe.EndToEnd.Live.Faults;

/// <summary>Does something again and again, beside the test, until it is stopped.</summary>
internal sealed class Repeater : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public void Start(TimeSpan interval, Func<Task> action) => _work = Task.Run(async () =>
    {
        while (!_stop.IsCancellationRequested)
        {
            await action();
            await Task.Delay(interval, TimeProvider.System, CancellationToken.None);
        }
    });

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
