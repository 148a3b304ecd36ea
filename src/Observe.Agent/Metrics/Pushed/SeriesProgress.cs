using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>Moves series on to the time of a point, or says that it is none for them.</summary>
internal sealed class SeriesProgress(DeltaCommits commits)
{
    /// <summary>Series whose exemplars no page has shown yet.</summary>
    public List<PushedSeries> NewExemplars { get; } = [];

    /// <summary>Whether a point that carries a total is the latest of its series.</summary>
    public static Refusal Advance(PushedSeries series, ulong start, ulong time, long now)
    {
        if (time < series.Time)
        {
            return Refusal.OutOfOrder;
        }

        series.Time = time;
        series.PushedAt = now;
        series.BeganAt(start);
        return Refusal.None;
    }

    public Refusal AdvanceDelta(PushedSeries series, ulong start, ulong time, long now)
    {
        var refusal = series.Clock.Accept(start, time);
        if (refusal == Refusal.None)
        {
            series.BeganAt(series.Clock.First);
            commits.MarkChanged(series);
        }

        // What is refused does not keep a series: one whose clock was once far ahead expires and begins anew.
        if (refusal is Refusal.None or Refusal.Repeated)
        {
            series.PushedAt = now;
        }

        return refusal;
    }

    public void Keep(PushedSeries series, ProtoMessages exemplars)
    {
        if (!series.HasNewExemplars)
        {
            NewExemplars.Add(series);
        }

        series.Keep(exemplars);
    }
}
