using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>The variables of a dashboard, its data sources first.</summary>
internal static class VariableJson
{
    private const int OnTimeRangeChange = 2;
    private const int AlphabeticalAscending = 1;
    private const int HiddenEntirely = 2;

    public static JsonArray Make(Dashboard dashboard) => Nodes.Array(
    [
        Source("datasource", "Data source", "prometheus", "Prometheus", Addresses.Prometheus),
        .. dashboard.UsesLogs ? (JsonNode[])[Source("logs", "Logs", "loki", "Loki", Addresses.Loki)] : [],
        .. dashboard.Variables.Select(Make),
    ]);

    private static JsonObject Source(string name, string label, string type, string text, string uid) => new()
    {
        ["current"] = new JsonObject { ["text"] = text, ["value"] = uid },
        ["hide"] = 0,
        ["includeAll"] = false,
        ["label"] = label,
        ["multi"] = false,
        ["name"] = name,
        ["options"] = new JsonArray(),
        ["query"] = type,
        ["refresh"] = 1,
        ["regex"] = "",
        ["type"] = "datasource",
    };

    private static JsonObject Make(Variable variable)
    {
        var query = $"label_values({variable.Series}, {variable.From})";
        return new JsonObject
        {
            // Series without the label are of all.
            ["allValue"] = ".*",
            ["current"] = new JsonObject { ["text"] = "All", ["value"] = "$__all" },
            ["datasource"] = Nodes.DataSource("prometheus", "${datasource}"),
            ["definition"] = query,
            ["hide"] = variable.IsHidden ? HiddenEntirely : 0,
            ["includeAll"] = true,
            ["label"] = variable.Label,
            ["multi"] = true,
            ["name"] = variable.Name,
            ["options"] = new JsonArray(),
            ["query"] = new JsonObject { ["qryType"] = 1, ["query"] = query, ["refId"] = "PrometheusVariableQueryEditor-VariableQuery" },
            ["refresh"] = OnTimeRangeChange,
            ["regex"] = "",
            ["sort"] = AlphabeticalAscending,
            ["type"] = "query",
        };
    }
}
