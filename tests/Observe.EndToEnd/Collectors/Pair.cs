namespace Observe.EndToEnd.Collectors;

/// <summary>
/// One value as the agent says it and as the other says it, before and after. Both read the same kernel, so between the two
/// scrapes of the other the agent's value must lie between theirs, give or take a share and a little.
/// </summary>
internal sealed record Pair(string Series, double Ours, double Before, double After, double Little)
{
    private const double Share = 0.02;

    public bool Agrees => Ours >= Math.Min(Before, After) - Slack && Ours <= Math.Max(Before, After) + Slack;

    private double Slack => Little + Share * Math.Max(Math.Abs(Before), Math.Abs(After));

    public override string ToString() => FormattableString.Invariant(
        $"{(Agrees ? ' ' : '!')} {Series,-66} {Ours,18:0.###} {Before,18:0.###} {After,18:0.###}");
}
