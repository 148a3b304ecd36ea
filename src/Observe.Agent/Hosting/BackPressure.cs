namespace Observe.Agent.Hosting;

/// <summary>Holds readers back while a journal has no room: files are the buffer, nothing is dropped.</summary>
internal sealed class BackPressure(Committer committer, TimeProvider time)
{
    /// <summary>How long a single pass waits for a peer that takes nothing before it leaves the rest for another time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>What waits in memory may be all that is in the way, so a commit is tried at once and then once a second.</summary>
    private const int PausesACommit = 20;

    /// <summary>Waits until there is room, however long that lasts.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        for (var pauses = 0; !committer.HasRoom; pauses++)
        {
            if (pauses % PausesACommit == 0)
            {
                committer.Commit();
            }
            else
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    /// <summary>Waits until there is room; false when there is none for long, or when cancelled.</summary>
    public bool Wait(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var pauses = 0; !committer.HasRoom; pauses++)
        {
            if (pauses % PausesACommit == 0)
            {
                committer.Commit();
            }
            else if (cancellation.WaitHandle.WaitOne(Pause) || time.GetElapsedTime(started) > Patience)
            {
                return false;
            }
        }

        return true;
    }
}
