using Observe.Agent.Records;

namespace Observe.Agent.Metrics;

/// <summary>
/// Every series that is shown as committed. Series are found or made under the lock under which commits are cut;
/// <see cref="Counters"/> and <see cref="Histograms"/> may be read at any time.
/// </summary>
internal sealed class CommittedMetrics
{
    private readonly Dictionary<SeriesKey, CommittedCounter> _counters = [];
    private readonly Dictionary<SeriesKey, CommittedHistogram> _histograms = [];
    private readonly List<CommittedCounter> _changedCounters = [];
    private readonly List<CommittedHistogram> _changedHistograms = [];
    private readonly GrowingList<CommittedCounter> _allCounters = new();
    private readonly GrowingList<CommittedHistogram> _allHistograms = new();

    /// <summary>Held while committed values change, so that a page shows one commit.</summary>
    public Lock Showing { get; } = new();

    /// <summary>When each committed pattern was first seen, in Unix milliseconds. The caller holds <see cref="Showing"/>.</summary>
    public Dictionary<string, long> FirstSeen { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<CommittedCounter> Counters => _allCounters.Snapshot;

    public IReadOnlyList<CommittedHistogram> Histograms => _allHistograms.Snapshot;

    public CommittedCounter Counter(SeriesKey key)
    {
        if (!_counters.TryGetValue(key, out var counter))
        {
            _counters[key] = counter = new CommittedCounter(key, _changedCounters);
            _allCounters.Add(counter);
        }

        return counter;
    }

    public CommittedHistogram Histogram(SeriesKey key, double[] bounds)
    {
        if (!_histograms.TryGetValue(key, out var histogram))
        {
            _histograms[key] = histogram = new CommittedHistogram(key, bounds, _changedHistograms);
            _allHistograms.Add(histogram);
        }

        return histogram;
    }

    /// <summary>Takes over when patterns committed by earlier runs were first seen.</summary>
    public void Load(IEnumerable<LogPattern> patterns)
    {
        lock (Showing)
        {
            foreach (var pattern in patterns)
            {
                FirstSeen[pattern.Id] = pattern.FirstSeen;
            }
        }
    }

    public void TakeChanges(CommitSet commit)
    {
        foreach (var counter in _changedCounters)
        {
            commit.Counters.Add((counter, counter.TakeValue()));
        }

        foreach (var histogram in _changedHistograms)
        {
            commit.Histograms.Add((histogram, histogram.TakeValue()));
        }

        _changedCounters.Clear();
        _changedHistograms.Clear();
    }

    /// <summary>After the commit is stored: shows its values, all at once for whoever holds <see cref="Showing"/>.</summary>
    public void Publish(CommitSet commit)
    {
        lock (Showing)
        {
            foreach (var (series, value) in commit.Counters)
            {
                series.Publish(value);
            }

            foreach (var (series, value) in commit.Histograms)
            {
                series.Publish(value);
            }

            foreach (var delta in commit.Deltas)
            {
                delta.Publish();
            }

            foreach (var pattern in commit.Patterns)
            {
                FirstSeen[pattern.Id] = pattern.FirstSeen;
            }
        }
    }
}
