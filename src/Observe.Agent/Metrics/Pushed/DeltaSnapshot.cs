namespace Observe.Agent.Metrics.Pushed;

/// <summary>What a delta series added up to when a commit was cut.</summary>
internal sealed class DeltaSnapshot(DeltaCommits owner, PushedSeries series)
{
    private readonly DeltaTotal _total = series.Total!.Copy();
    private readonly DeltaClock _clock = series.Clock.Copy();

    public PushedSeries Series { get; } = series;

    public StoredDelta ToStored()
    {
        using var stream = new MemoryStream();
        using (var to = new BinaryWriter(stream))
        {
            _clock.Write(to);
            _total.Write(to);
        }

        var page = Series.Family.Page;
        return new StoredDelta(Series.Key, page.Name, page.Unit, page.Description, page.Kind, stream.ToArray());
    }

    /// <summary>After the commit is stored. The caller holds what guards the series.</summary>
    public void Show()
    {
        // A histogram whose bounds have changed meanwhile is shown by the next commit.
        if (!Series.IsGone && (_total is not HistogramTotal histogram || histogram.Bounds.AsSpan().SequenceEqual(Series.Family.Bounds)))
        {
            _total.ShowOn(Series.Shown);
        }
    }

    public void Publish() => owner.Publish(this);

    public void PutBack() => owner.PutBack(this);
}
