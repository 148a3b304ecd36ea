namespace Observe.Dashboards.Schema;

/// <summary>Panels side by side under a heading that asks what they answer.</summary>
internal sealed record Row(string Title, params IReadOnlyList<Panel> Panels)
{
    /// <summary>What the row is for, in the page of the dashboard.</summary>
    public required string Purpose { get; init; }
}
