using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Pages;

/// <summary>A family of a page: all metrics of one name in the order of the collection, and what they have in common.</summary>
internal sealed class FamilyPlan(FamilyName name, FamilyType type)
{
    public FamilyName Name { get; } = name;

    public FamilyType Type { get; } = type;

    public List<FamilyPart> Parts { get; } = [];

    /// <summary>The label sets of all parts, hashed, so that none is written twice.</summary>
    public HashSet<ulong> Series { get; private set; } = [];

    public byte[] Header { get; set; } = [];

    /// <summary>
    /// Goes on with what an earlier plan of the same metrics has rendered. With other metrics everything is rendered anew, since
    /// which of two equal series is left out may have changed.
    /// </summary>
    public void Continue(FamilyPlan? earlier)
    {
        if (earlier is not null && earlier.Parts.SequenceEqual(Parts))
        {
            Series = earlier.Series;
        }
        else
        {
            ForgetSeries();
        }
    }

    public void ForgetSeries()
    {
        Series.Clear();
        foreach (var part in Parts)
        {
            part.ForgetSeries();
        }
    }
}
