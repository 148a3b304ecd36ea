namespace Observe.Dashboards.Schema;

/// <summary>What a dashboard can be narrowed to: the values of a label of some series, several or all of them.</summary>
internal sealed record Variable(string Name, string Label, string Series)
{
    /// <summary>The label that is chosen from, where it is not called like the variable.</summary>
    public string From { get; init; } = Name;

    /// <summary>Follows from another one, and is not shown.</summary>
    public bool IsHidden { get; init; }
}
