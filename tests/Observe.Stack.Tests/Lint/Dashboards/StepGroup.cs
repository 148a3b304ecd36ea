using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>The queries of a panel that have the same thresholds: its own, or those of an override.</summary>
internal sealed record StepGroup(Steps Steps, IReadOnlyList<Expression> Expressions)
{
    public static IEnumerable<StepGroup> Of(DashboardPanel panel) => panel.Queries
        .Select(q => (Steps: Of(panel, q.Text("refId"), panel.Queries.Count()), Expression: DashboardPanel.ExpressionOf(q.Text("expr"))))
        .GroupBy(q => q.Steps, q => q.Expression)
        .Select(g => new StepGroup(g.Key, [.. g]));

    private static Steps Of(DashboardPanel panel, string refId, int queries)
    {
        // A column of a table is called after its query.
        var field = queries == 1 ? "Value" : $"Value #{refId}";
        var own = panel.Overrides
            .Where(o => (o["matcher"].Text("id"), o["matcher"].Text("options")) is var (id, options)
                && ((id == "byFrameRefID" && options == refId) || (id == "byName" && options == field)))
            .SelectMany(o => o.Items("properties"))
            .FirstOrDefault(p => p.Text("id") == "thresholds");
        return Steps.Of(own is null ? panel.Defaults?["thresholds"] : own["value"]);
    }
}
