using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;
using Observe.Agent.Parse;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Reading;

namespace Observe.Agent.Hosting;

/// <summary>One worker: reads a file's new lines, parses them and has them counted. Used by one thread at a time.</summary>
internal sealed class FileReader(
    Tailer tailer, LogParser parser, PatternMiner miner, IReadOnlyList<ILogConsumer> consumers, Committer committer, LogBatchPool pool, ComponentMetrics components, ILogger<FileReader> log)
{
    public const string Component = "file_tail";

    /// <summary>Batches read from one file before the next file has its turn.</summary>
    private const int BatchesATurn = 16;

    private readonly Func<bool> _hasRoom = () => committer.HasRoom;
    private readonly LogCounter _counter = new(parser, miner, consumers, committer, components, log);
    private LineJoiner? _join;

    /// <summary>Reads some of what is new in a claimed file and puts it back where it belongs.</summary>
    public void Turn(TailedFile file)
    {
        file.Look();
        switch (Read(file, BatchesATurn, takePartial: false, _hasRoom))
        {
            case ReadOutcome.Lines:
                tailer.Requeue(file);
                break;
            case ReadOutcome.AtEnd:
                tailer.Release(file);
                break;
            case ReadOutcome.Overwritten:
                tailer.Rescan(file);
                break;
        }
    }

    /// <summary>Reads a claimed file to its end, a last line without line end included. False when it could not be read.</summary>
    public bool ReadToEnd(TailedFile file, Action<TailedFile> settle, Func<bool> waitForRoom, CancellationToken cancellation)
    {
        bool MayGoOn() => !cancellation.IsCancellationRequested && waitForRoom();
        var outcome = Read(file, int.MaxValue, takePartial: false, MayGoOn);
        if (outcome == ReadOutcome.AtEnd && file.HasUnfinished)
        {
            settle(file);
            outcome = Read(file, int.MaxValue, takePartial: true, MayGoOn);
        }

        if (outcome == ReadOutcome.AtEnd && file.IsArchive)
        {
            tailer.Release(file);
        }

        // One that was truncated since it was found is read by the next pass, which sees a copy that was made of it.
        return outcome is not (null or ReadOutcome.Lines);
    }

    /// <summary>
    /// Counts batch after batch, as many as may be. What ended it: <see cref="ReadOutcome.Lines"/> when there can be more, null
    /// when the file could not be read. A file that is not to be read on is closed then.
    /// </summary>
    private ReadOutcome? Read(TailedFile file, int batches, bool takePartial, Func<bool> mayGoOn)
    {
        var batch = pool.Rent();
        try
        {
            var outcome = ReadOutcome.Lines;
            for (var i = 0; i < batches && outcome == ReadOutcome.Lines && mayGoOn(); i++)
            {
                outcome = file.Read(batch, takePartial, _join ??= _counter.Join);
                if (outcome == ReadOutcome.Lines)
                {
                    Count(file, batch);
                }
            }

            if (outcome == ReadOutcome.Binary)
            {
                tailer.Drop(file, new FileFault(file.Source.Path, FileFault.Binary, "it is no text and is left out; exclude it to silence this"));
            }
            else if (outcome is ReadOutcome.TooEarly or ReadOutcome.NotOurs)
            {
                tailer.Leave(file, forGood: outcome == ReadOutcome.NotOurs);
            }

            return outcome;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tailer.Drop(file, new FileFault(file.Source.Path, FileFault.ReadError, $"it could not be read: {e.Message}"));
            return null;
        }
        finally
        {
            pool.Return(batch);
        }
    }

    private void Count(TailedFile file, LogBatch batch)
    {
        var started = Stopwatch.GetTimestamp();
        _counter.Parse(batch);
        var errors = _counter.Prepare(batch);
        _counter.Count(batch, () => file.Accept(batch.Count, errors));
        components.Received(Component, batch.Count);
        components.Sent(Component, batch.Count);
        components.Took(Component, Stopwatch.GetElapsedTime(started));
    }
}
