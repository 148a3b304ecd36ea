namespace Observe.Agent.Cmr.Health;

/// <summary>A score from 0 to 1, its colour, and what lowers it. Null and unknown when nothing was measured.</summary>
internal sealed record CmrHealth(double? Score, IReadOnlyList<string> Reasons)
{
    public static readonly CmrHealth Unknown = new(null, []);

    public string Status => HealthColour.Of(Score);

    /// <summary>The worst of several, with the reasons of all.</summary>
    public static CmrHealth Worst(IEnumerable<CmrHealth> healths)
    {
        var known = healths.Where(h => h.Score is not null).ToList();
        return known.Count == 0 ? Unknown : new CmrHealth(known.Min(h => h.Score), [.. known.SelectMany(h => h.Reasons)]);
    }
}
