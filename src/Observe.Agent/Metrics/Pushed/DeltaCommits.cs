namespace Observe.Agent.Metrics.Pushed;

/// <summary>
/// The totals of delta series on their way through commits: taken with everything else that is counted, shown once stored, put
/// back when that fails. Public members take the lock that guards the series; <see cref="MarkChanged"/> is called under it.
/// </summary>
internal sealed class DeltaCommits(SeriesTable table, Lock guard)
{
    private readonly List<PushedSeries> _changed = [];
    private readonly List<SeriesKey> _ended = [];

    /// <summary>Whether something waits for a commit. Read under the lock.</summary>
    public bool HasChanges => _changed.Count > 0;

    public void MarkChanged(PushedSeries series)
    {
        if (!series.IsChanged)
        {
            series.IsChanged = true;
            _changed.Add(series);
        }
    }

    /// <summary>A series has left: what is stored of it goes as well. Called under the lock.</summary>
    public void Ended(PushedSeries series)
    {
        if (series.Total is not null)
        {
            _ended.Add(series.Key);
        }
    }

    public void TakeChanges(CommitSet commit)
    {
        lock (guard)
        {
            foreach (var series in _changed)
            {
                series.IsChanged = false;
                if (!series.IsGone && series.Total is not null)
                {
                    commit.Deltas.Add(new DeltaSnapshot(this, series));
                }
            }

            commit.EndedDeltas.AddRange(_ended);
            _changed.Clear();
            _ended.Clear();
        }
    }

    public void Publish(DeltaSnapshot snapshot)
    {
        lock (guard)
        {
            snapshot.Show();
        }
    }

    public void PutBack(DeltaSnapshot snapshot)
    {
        lock (guard)
        {
            MarkChanged(snapshot.Series);
        }
    }

    /// <summary>Takes over what earlier runs have committed.</summary>
    /// <exception cref="InvalidDataException">A state cannot be understood.</exception>
    public void Load(IEnumerable<StoredDelta> stored, long now)
    {
        lock (guard)
        {
            foreach (var delta in stored)
            {
                Load(delta, now);
            }
        }
    }

    private void Load(StoredDelta delta, long now)
    {
        using var from = new BinaryReader(new MemoryStream(delta.State));
        var clock = DeltaClock.Read(from);
        var total = DeltaTotal.Read(from, delta.Kind);
        if (table.Name(delta.Kind, delta.Metric, delta.Unit, out _) is not { } name || name.Text != delta.Key.Metric)
        {
            return;
        }

        var bounds = total is HistogramTotal histogram ? histogram.Bounds : [];
        var family = table.Family(name, delta.Kind, delta.Metric, delta.Unit, delta.Description, bounds);
        var isOverflow = delta.Key[LabelReader.Overflow].Length > 0 && delta.Key.Attributes.Count == 1;
        var series = isOverflow ? table.AddOverflow(name, family) : table.Add(name, delta.Key, family);
        series.Total = total;
        series.Clock = clock;
        series.PushedAt = now;
        series.BeganAt(clock.First);
        total.ShowOn(series.Shown);
    }
}
