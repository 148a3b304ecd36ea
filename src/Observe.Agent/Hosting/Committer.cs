using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Observe.Agent.Expose;
using Observe.Agent.Hosting.Pushes;
using Observe.Agent.Metrics;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Store;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Otlp;

namespace Observe.Agent.Hosting;

/// <summary>
/// Stores offsets and counts together and shows the counts only then. <see cref="Cut"/> is the lock under which lines are
/// counted; a commit holds it only while it copies what changed. Thread-safe.
/// </summary>
internal sealed partial class Committer(
    Tailer tailer,
    CommittedMetrics metrics,
    PatternMetrics patterns,
    TokenBooks tokens,
    OtlpUsage usage,
    TakenPushes pushes,
    DeltaCommits deltas,
    StateStore store,
    IReadOnlyList<IJournal> journals,
    ComponentMetrics components,
    Readiness readiness,
    ILogger<Committer> log) : IDisposable
{
    public const string Component = "commit";
    public const string StoreFailed = "store";

    private readonly CommitSet _commit = new();
    private readonly CommitWaiters _waiters = new();
    private readonly Lock _committing = new();
    private readonly Dictionary<IJournal, long> _positions = [];
    private volatile string? _fault;
    private volatile bool _broken;

    public Lock Cut { get; } = new();

    /// <summary>False while a journal has no room: nothing more may be counted until a commit or a reader made some.</summary>
    public bool HasRoom => journals.All(static j => j.HasRoom);

    /// <summary>True while nothing can be stored.</summary>
    public bool IsFailing => _broken || _fault is not null;

    /// <summary>True once counts and offsets do not belong together any more; only a new start helps.</summary>
    public bool IsBroken => _broken;

    /// <summary>
    /// Ends once everything counted so far is on the disk, and brings the next commit forward. Called while still holding
    /// <see cref="Cut"/>, awaited after letting go, with a limit: a full disk can last.
    /// </summary>
    public Task StoredAsync() => _waiters.Add();

    /// <summary>Ends when a commit is due: after the interval, or earlier because somebody waits for one.</summary>
    public Task DueAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellation) => _waiters.WantedAsync(interval, time, cancellation);

    /// <summary>Counts and offsets do not belong together any more: nothing is committed from now on. The caller holds <see cref="Cut"/>.</summary>
    public void Break() => _broken = true;

    /// <summary>Stores what changed since the last commit. False when that failed: nothing is lost, the next call tries again.</summary>
    public bool Commit()
    {
        lock (_committing)
        {
            return CommitAll();
        }
    }

    private bool CommitAll()
    {
        lock (Cut)
        {
            if (_broken)
            {
                return false;
            }

            tokens.TakeChanges(_commit);
            usage.TakeChanges(_commit);
            pushes.TakeChanges(_commit);
            metrics.TakeChanges(_commit);
            patterns.TakeChanges(_commit);
            deltas.TakeChanges(_commit);
            tailer.TakeChanges(_commit.Files, _commit.Forgotten, _commit.Followed);
            _waiters.Cut();
            CutJournals();
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            tokens.Budgets.Evaluate(_commit);
            if (!_commit.IsEmpty)
            {
                foreach (var (journal, _) in _commit.Journals)
                {
                    journal.Persist();
                }

                store.Write(_commit);
                components.Took(Component, Stopwatch.GetElapsedTime(started));
            }
        }
        catch (Exception e) when (e is StoreException or JournalException)
        {
            Fail(e.Message);
            return false;
        }

        metrics.Publish(_commit);
        tokens.Budgets.Publish(_commit);
        PublishJournals();
        _commit.Clear();
        _waiters.Stored();
        if (_fault is not null)
        {
            _fault = null;
            readiness.Clear(Component);
            LogRecovered();
        }

        return true;
    }

    public void Dispose() => _waiters.Dispose();

    /// <summary>Only what grew: a commit of nothing is none.</summary>
    private void CutJournals()
    {
        foreach (var journal in journals)
        {
            var position = journal.Cut();
            if (!_positions.TryGetValue(journal, out var committed) || position != committed)
            {
                _commit.Journals.Add((journal, position));
            }
        }
    }

    private void PublishJournals()
    {
        foreach (var (journal, position) in _commit.Journals)
        {
            journal.Publish(position);
            _positions[journal] = position;
        }
    }

    private void Fail(string message)
    {
        lock (Cut)
        {
            _commit.PutBack();
        }

        components.Failed(Component, StoreFailed);
        if (_fault != message)
        {
            _fault = message;
            readiness.Set(Component, message);
            LogFailed(message);
        }
    }

    [LoggerMessage(Level = Microsoft.Extensions.Logging.LogLevel.Error, Message = "Cannot commit: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(Level = Microsoft.Extensions.Logging.LogLevel.Information, Message = "Commits work again; nothing was lost")]
    private partial void LogRecovered();
}
