using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Metrics;

/// <summary>One cut through everything that is counted: offsets and counts that belong together and are stored together.</summary>
internal sealed class CommitSet
{
    public List<(CommittedCounter Series, long Value)> Counters { get; } = [];

    public List<(CommittedHistogram Series, HistogramValue Value)> Histograms { get; } = [];

    public List<FileCheckpoint> Files { get; } = [];

    /// <summary>Files that are gone and will not be met again.</summary>
    public List<FileIdentity> Forgotten { get; } = [];

    /// <summary>Paths watched for the first time, with the Unix time in milliseconds.</summary>
    public List<KeyValuePair<string, long>> Followed { get; } = [];

    public List<LogPattern> Patterns { get; } = [];

    /// <summary>Patterns that became part of another, with that one's id.</summary>
    public List<KeyValuePair<string, string>> MergedPatterns { get; } = [];

    /// <summary>How far each journal reaches with this commit.</summary>
    public List<(IJournal Journal, long Position)> Journals { get; } = [];

    /// <summary>What to add to the ledger of tokens.</summary>
    public List<TokenDelta> Tokens { get; } = [];

    /// <summary>Rows of the ledger whose hour began before this are forgotten; 0 forgets none.</summary>
    public long ForgetTokensBefore { get; set; }

    public List<BudgetTransition> Budgets { get; } = [];

    /// <summary>Requests that must not be taken a second time.</summary>
    public List<TakenRequest> Requests { get; } = [];

    /// <summary>Totals of delta series that apps push.</summary>
    public List<DeltaSnapshot> Deltas { get; } = [];

    /// <summary>Delta series that ended. They are removed before <see cref="Deltas"/> are written: one may have begun again.</summary>
    public List<SeriesKey> EndedDeltas { get; } = [];

    /// <summary>How far the tokens that apps push were counted.</summary>
    public List<StoredUsage> Usage { get; } = [];

    /// <summary>Requests of apps that must not be counted a second time.</summary>
    public List<PushedRequest> Pushes { get; } = [];

    /// <summary>Requests that were counted before this are forgotten; 0 forgets none.</summary>
    public long ForgetPushesBefore { get; set; }

    public bool IsEmpty => Counters.Count == 0 && Histograms.Count == 0 && Files.Count == 0 && Forgotten.Count == 0 && Followed.Count == 0 && Patterns.Count == 0
        && MergedPatterns.Count == 0 && Journals.Count == 0 && Tokens.Count == 0 && ForgetTokensBefore == 0 && Budgets.Count == 0 && Requests.Count == 0
        && Deltas.Count == 0 && EndedDeltas.Count == 0 && Usage.Count == 0 && Pushes.Count == 0;

    /// <summary>
    /// After a commit that failed: the series go into the next one with what they hold then, the files stay with their
    /// latest offsets. The caller holds the lock under which commits are cut.
    /// </summary>
    public void PutBack()
    {
        Counters.ForEach(c => c.Series.MarkChanged());
        Histograms.ForEach(h => h.Series.MarkChanged());
        Deltas.ForEach(d => d.PutBack());
        Counters.Clear();
        Histograms.Clear();
        Journals.Clear();
        Deltas.Clear();
        var latest = Files.GroupBy(f => f.Identity).Select(g => g.Last()).ToList();
        Files.Clear();
        Files.AddRange(latest);
        var patterns = Patterns.GroupBy(p => p.Id, StringComparer.Ordinal).Select(g => g.Last()).ToList();
        Patterns.Clear();
        Patterns.AddRange(patterns);
        var usage = Usage.GroupBy(u => u.Key, StringComparer.Ordinal).Select(g => g.Last()).ToList();
        Usage.Clear();
        Usage.AddRange(usage);
        var tokens = Tokens.GroupBy(t => (t.Hour, t.At)).Select(g => new TokenDelta(g.Key.Hour, g.Key.At, g.Sum(t => t.Tokens))).ToList();
        Tokens.Clear();
        Tokens.AddRange(tokens);
    }

    public void Clear()
    {
        Counters.Clear();
        Histograms.Clear();
        Files.Clear();
        Forgotten.Clear();
        Followed.Clear();
        Patterns.Clear();
        MergedPatterns.Clear();
        Journals.Clear();
        Tokens.Clear();
        ForgetTokensBefore = 0;
        Budgets.Clear();
        Requests.Clear();
        Deltas.Clear();
        EndedDeltas.Clear();
        Usage.Clear();
        Pushes.Clear();
        ForgetPushesBefore = 0;
    }
}
