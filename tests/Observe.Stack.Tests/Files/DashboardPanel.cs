using System.Text.Json.Nodes;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Files;

/// <summary>A panel of a dashboard file.</summary>
internal sealed record DashboardPanel(DashboardFile Dashboard, JsonNode Root)
{
    public int Id => (int?)Root["id"] ?? 0;

    public string Type => Root.Text("type");

    public string Title => Root.Text("title");

    public string Where => $"{Dashboard.Name} {Id} {Title}";

    public IEnumerable<JsonNode> Targets => Root.Items("targets");

    /// <summary>Its targets that are asked of Prometheus.</summary>
    public IEnumerable<JsonNode> Queries => Targets.Where(t => t["datasource"].Text("type") == "prometheus");

    public IEnumerable<Expression> Expressions => Queries.Select(q => ExpressionOf(q.Text("expr")));

    public JsonNode? Defaults => Root["fieldConfig"]?["defaults"];

    public IEnumerable<JsonNode> Overrides => Root["fieldConfig"].Items("overrides");

    public IEnumerable<JsonNode> Links => Root.Items("links")
        .Concat(Overrides.SelectMany(o => o.Items("properties")).Where(p => p.Text("id") == "links").SelectMany(p => p.Items("value")));

    /// <summary>With durations in place of Grafana's; other variables stand in strings only.</summary>
    public static Expression ExpressionOf(string expr) =>
        new(expr.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$__range", "1h", StringComparison.Ordinal));
}
