using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>How the answers to the queries of a table become its columns.</summary>
internal static class TableJson
{
    /// <summary>The name that Grafana gives the field of a column.</summary>
    public static string NameOf(Column column, Panel panel) =>
        !column.IsValue ? column.Field : panel.Queries.Count == 1 ? "Value" : $"Value #{column.Field}";

    public static JsonArray Transformations(Panel panel, Table table)
    {
        var order = new JsonObject();
        foreach (var column in table.Columns)
        {
            order[NameOf(column, panel)] = order.Count;
        }

        return
        [
            new JsonObject { ["id"] = "merge", ["options"] = new JsonObject() },
            new JsonObject
            {
                ["id"] = "organize",
                ["options"] = new JsonObject
                {
                    ["excludeByName"] = new JsonObject { ["Time"] = true },
                    ["indexByName"] = order,
                    ["renameByName"] = new JsonObject(),
                },
            },
        ];
    }

    public static JsonObject Options(Table table)
    {
        var options = new JsonObject { ["cellHeight"] = "sm", ["showHeader"] = true, ["sortBy"] = new JsonArray() };
        if (table.SortBy is { } title)
        {
            options["sortBy"] = new JsonArray(new JsonObject { ["displayName"] = title, ["desc"] = true });
        }

        return options;
    }
}
