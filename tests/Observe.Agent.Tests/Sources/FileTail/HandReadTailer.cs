using System.Text;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Origins;
using Observe.Agent.Sources.FileTail.Reading;

namespace Observe.Agent.Tests.Sources.FileTail;

/// <summary>The tailer on real files, read by hand: scan, take what is ready, accept, commit, begin again.</summary>
public abstract class HandReadTailer : IDisposable
{
    private readonly Dictionary<FileIdentity, FileCheckpoint> _committed = [];
    private readonly Dictionary<string, long> _followed = [];

    protected HandReadTailer()
    {
        Patterns = [Folder["*.log"]];
        Tailer = NewTailer();
    }

    private protected TemporaryFolder Folder { get; } = new();

    private protected const int MaxGone = 100;

    /// <summary>What was committed, by file.</summary>
    private protected IReadOnlyDictionary<FileIdentity, FileCheckpoint> Committed => _committed;

    private protected LeapingClock Clock { get; } = new();

    private protected List<FileFault> Faults { get; } = [];

    private protected FileTailOptions Options { get; } = new() { PartialLineTimeout = TimeSpan.FromHours(1) };

    private protected Tailer Tailer { get; private set; }

    private protected string[] Patterns { get; set; }

    /// <summary>Whether archives are read though they were written only just now.</summary>
    private protected bool Unsettled { get; set; } = true;

    public void Dispose()
    {
        Tailer.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private Tailer NewTailer(params string[] exclude) => new(
        Options,
        [.. Patterns.SelectMany(Glob.Parse)],
        [.. exclude.SelectMany(Glob.Parse)],
        new FileMemory(_committed.Values, _followed, MaxGone),
        Clock,
        Faults.Add);

    private protected void Restart(params string[] exclude)
    {
        Tailer.Dispose();
        Tailer = NewTailer(exclude);
    }

    /// <summary>Writes into the same inode, as copytruncate does.</summary>
    private protected void Overwrite(string name, string text)
    {
        using var stream = new FileStream(Folder[name], FileMode.Truncate, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private protected List<string> ReadNew(bool commit = true)
    {
        Tailer.Scan(Unsettled);
        ReadReady(out var lines);
        TakeChanges(commit);
        return lines;
    }

    private protected void ReadReady(out List<string> lines)
    {
        foreach (var open in Tailer.Files.Where(f => f.TryClaim()))
        {
            Tailer.Requeue(open);
        }

        lines = [];
        var batch = new LogBatch();
        while (Tailer.Ready.TryRead(out var file))
        {
            Read(file, batch, lines);
        }
    }

    private protected void TakeChanges(bool commit)
    {
        var checkpoints = new List<FileCheckpoint>();
        var forgotten = new List<FileIdentity>();
        var followed = new List<KeyValuePair<string, long>>();
        Tailer.TakeChanges(checkpoints, forgotten, followed);
        if (commit)
        {
            forgotten.ForEach(f => _committed.Remove(f));
            checkpoints.ForEach(c => _committed[c.Identity] = c);
            followed.ForEach(f => _followed[f.Key] = f.Value);
        }
    }

    private void Read(TailedFile file, LogBatch batch, List<string> lines)
    {
        file.Look();
        ReadOutcome outcome;
        while ((outcome = file.Read(batch)) == ReadOutcome.Lines)
        {
            foreach (ref readonly var record in batch.Records)
            {
                lines.Add(Encoding.UTF8.GetString(batch.Line(record)));
            }

            file.Accept(batch.Count, 0);
        }

        if (outcome == ReadOutcome.Overwritten)
        {
            Tailer.Rescan(file);
            Tailer.Scan(Unsettled);
        }
        else if (outcome == ReadOutcome.Binary)
        {
            Tailer.Drop(file, new FileFault(file.Source.Path, FileFault.Binary, ""));
        }
        else if (outcome is ReadOutcome.TooEarly or ReadOutcome.NotOurs)
        {
            Tailer.Leave(file, forGood: outcome == ReadOutcome.NotOurs);
        }
        else if (file.IsArchive)
        {
            Tailer.Release(file);
        }
        else
        {
            file.Release();
        }
    }

    /// <summary>The system's clock, which can be made to leap.</summary>
    private protected sealed class LeapingClock : TimeProvider
    {
        private TimeSpan _leapt;

        public void Advance(TimeSpan by) => _leapt += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _leapt;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(_leapt.TotalSeconds * TimestampFrequency);
    }
}
