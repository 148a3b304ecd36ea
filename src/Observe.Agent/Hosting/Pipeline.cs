using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Hosting;

/// <summary>
/// Logs on their way: the tailer says which file has news, workers read, parse and count, the committer stores. A fault of
/// a worker ends the run without a commit, so that the next start goes on from the last sound one.
/// </summary>
internal sealed partial class Pipeline(Tailer tailer, Func<FileReader> newReader, Committer committer, int workers, TimeSpan commitInterval, TimeProvider time, ILogger<Pipeline> log)
{
    /// <summary>How old the last write to a file must be before its unfinished last line is taken as finished.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly BackPressure _pressure = new(committer, time);

    /// <summary>Follows the files until cancelled, then commits what was counted.</summary>
    /// <param name="started">Called once the files were looked for and what was found is on record.</param>
    public async Task FollowAsync(Action started, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        tailer.Scan();
        committer.Commit();
        started();
        List<Task> tasks = [Task.Factory.StartNew(() => tailer.Follow(stop.Token), TaskCreationOptions.LongRunning), CommitAsync(stop.Token)];
        for (var i = 0; i < workers; i++)
        {
            tasks.Add(Task.Run(() => WorkAsync(stop.Token), CancellationToken.None));
        }

        await Task.WhenAny(tasks);
        await stop.CancelAsync();
        await Task.WhenAll(tasks).ContinueWith(static _ => { }, TaskScheduler.Default);

        // That commits are broken follows from a worker's fault, and the workers stand last: the cause is told, whoever was quicker.
        if (tasks.FindLast(t => t.IsFaulted) is { } faulted)
        {
            LogStopped(faulted.Exception!.InnerException!);
            await faulted;
        }

        committer.Commit();
    }

    /// <summary>Reads everything new once. False when a file could not be read or the counts could not be stored.</summary>
    /// <param name="progress">Called before the first line is read, then about ten times a second, and at the end.</param>
    public async Task<bool> ReadAllAsync(Action<IReadOnlyList<TailedFile>> progress, CancellationToken cancellation)
    {
        var files = new List<TailedFile>();
        var complete = true;
        bool again;
        do
        {
            tailer.Scan(unsettled: true);
            List<TailedFile> found = [.. tailer.Files.Except(files)];
            files.AddRange(found);
            complete &= await ReadAsync(files, found, progress, cancellation);

            // Copies wait until their originals are read, archives until others are closed. What waits on is nobody's original.
            again = tailer.IsWaiting && files.RemoveAll(f => f.IsUndecided) < found.Count && !cancellation.IsCancellationRequested;
        }
        while (again);
        progress(files);
        return committer.Commit() && complete;
    }

    private async Task<bool> ReadAsync(IReadOnlyList<TailedFile> all, IReadOnlyList<TailedFile> found, Action<IReadOnlyList<TailedFile>> progress, CancellationToken cancellation)
    {
        progress(all);
        var reading = ReadEachAsync(found, cancellation);
        var sinceCommit = time.GetTimestamp();
        while (await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(100), time, CancellationToken.None)) != reading)
        {
            progress(all);
            if (time.GetElapsedTime(sinceCommit) >= commitInterval)
            {
                committer.Commit();
                sinceCommit = time.GetTimestamp();
            }
        }

        return await reading;
    }

    /// <summary>The largest first, so that no worker begins with it when the others are done.</summary>
    private async Task<bool> ReadEachAsync(IReadOnlyList<TailedFile> files, CancellationToken cancellation)
    {
        var queue = new ConcurrentQueue<TailedFile>(files.OrderByDescending(f => f.Size - f.Offset));
        var complete = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() =>
        {
            var reader = newReader();
            var all = true;
            while (queue.TryDequeue(out var file))
            {
                all &= reader.ReadToEnd(file, f => Settle(f, cancellation), () => _pressure.Wait(cancellation), cancellation);
            }

            return all;
        })));
        return complete.All(c => c);
    }

    private void Settle(TailedFile file, CancellationToken cancellation)
    {
        var age = time.GetUtcNow().ToUnixTimeMilliseconds() - file.Stat().ModifiedUnixMilliseconds;
        if (age >= 0 && age < Settled.TotalMilliseconds)
        {
            cancellation.WaitHandle.WaitOne((int)(Settled.TotalMilliseconds - age));
        }
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        var reader = newReader();
        try
        {
            await foreach (var file in tailer.Ready.ReadAllAsync(cancellation))
            {
                await _pressure.WaitAsync(cancellation);
                reader.Turn(file);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped; what was counted is committed by the caller.
        }
    }

    private async Task CommitAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await committer.DueAsync(commitInterval, time, cancellation);
                committer.Commit();
                if (committer.IsBroken)
                {
                    throw new InvalidOperationException("what was counted cannot be committed any more");
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped; the caller makes the last commit.
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log pipeline broke; the next start goes on from the last commit. Please report this")]
    private partial void LogStopped(Exception e);
}
