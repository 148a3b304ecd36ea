namespace Observe.Agent.Sources.FileTail;

/// <summary>When to look at what: at once where the system reports a change, from time to time everywhere else. Blocks its thread.</summary>
internal sealed class TailLoop(Tailer tailer, FileTailOptions options, TimeProvider time)
{
    /// <summary>How long cancelling may go unnoticed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    /// <summary>Files may come and go all the time; the folders are looked through no oftener than this.</summary>
    private static readonly TimeSpan ScanPause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long to wait from one look through the folders to the next. Where the system tells of changes a look is for what it
    /// did not tell, and may take 0.4 % of the time at most; one that is wanted for a change, 5 %.
    /// </summary>
    /// <param name="interval">As <see cref="FileTailOptions.RescanInterval"/> says.</param>
    /// <param name="took">How long the last look took.</param>
    /// <param name="isWanted">Whether something has changed that only a look can tell.</param>
    /// <param name="isTold">Whether the system tells of changes in every folder.</param>
    public static TimeSpan Pause(TimeSpan interval, TimeSpan took, bool isWanted, bool isTold) =>
        isWanted ? Smaller(interval, Larger(ScanPause, took * 20))
        : isTold ? Larger(interval, Smaller(took * 250, interval * 6))
        : interval;

    public void Run(CancellationToken cancellation)
    {
        using var inotify = Inotify.TryCreate();
        var lastScan = long.MinValue / 2;
        var lastPoll = lastScan;
        var rescan = true;
        var covered = false;
        var took = TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            var now = time.GetTimestamp();
            if (time.GetElapsedTime(lastScan, now) >= Pause(options.RescanInterval, took, rescan, covered))
            {
                rescan = false;
                tailer.Scan();
                tailer.CloseFinished();
                covered = inotify is not null && WatchFolders(inotify);
                tailer.Poll(everyFile: !covered);
                lastScan = lastPoll = now;
                took = time.GetElapsedTime(now);
            }
            else if (time.GetElapsedTime(lastPoll, now) >= options.PollInterval)
            {
                tailer.Poll(everyFile: !covered);
                lastPoll = now;
            }

            var wait = Smaller(options.PollInterval, rescan ? ScanPause : LongestWait);
            if (inotify is null)
            {
                cancellation.WaitHandle.WaitOne(wait);
            }
            else if (inotify.Wait(wait))
            {
                // The pause gathers what happens close together: a busy file is looked at ten times a second, not once a line.
                cancellation.WaitHandle.WaitOne(Gathering);
                rescan |= inotify.Take(tailer.MarkModified);
            }

            rescan |= tailer.TakeScanWish();
        }
    }

    private bool WatchFolders(Inotify inotify)
    {
        inotify.Keep(tailer.Folders);
        var all = true;
        foreach (var folder in tailer.Folders)
        {
            all &= inotify.Watch(folder);
        }

        return all;
    }

    private static TimeSpan Smaller(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Larger(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
