namespace Observe.Dashboards.Schema;

/// <summary>How the values of a histogram spread over time; its query gives counts by <c>le</c>.</summary>
internal sealed record Heatmap(string Scheme = "Oranges") : Look;
