namespace Observe.Agent.Sources.FileTail;

/// <summary>When to look at what: at once where the system reports a change, from time to time everywhere else. Blocks its thread.</summary>
internal sealed class TailLoop(Tailer tailer, FileTailOptions options, TimeProvider time)
{
    /// <summary>How long cancelling may go unnoticed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    /// <summary>Files may come and go all the time; the folders are looked through no oftener than this.</summary>
    private static readonly TimeSpan ScanPause = TimeSpan.FromMilliseconds(500);

    public void Run(CancellationToken cancellation)
    {
        using var inotify = Inotify.TryCreate();
        var lastScan = long.MinValue / 2;
        var lastPoll = lastScan;
        var rescan = true;
        var covered = false;
        while (!cancellation.IsCancellationRequested)
        {
            var now = time.GetTimestamp();
            if (time.GetElapsedTime(lastScan, now) >= (rescan ? Smaller(options.RescanInterval, ScanPause) : options.RescanInterval))
            {
                rescan = false;
                tailer.Scan();
                tailer.CloseFinished();
                covered = inotify is not null && WatchFolders(inotify);
                tailer.Poll(everyFile: !covered);
                lastScan = lastPoll = now;
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
}
