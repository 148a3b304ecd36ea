using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>What differs in one column of a table.</summary>
internal static class ColumnJson
{
    public static JsonObject Make(Column column, string field) => new()
    {
        ["matcher"] = new JsonObject { ["id"] = "byName", ["options"] = field },
        ["properties"] = Nodes.Array(Properties(column)),
    };

    private static IEnumerable<JsonNode> Properties(Column column)
    {
        yield return Nodes.Property("displayName", column.Title);
        yield return Nodes.Property("noValue", "-");
        if (column.Unit is { } unit)
        {
            yield return Nodes.Property("unit", unit);
        }

        if (column.Width is { } width)
        {
            yield return Nodes.Property("custom.width", width);
        }

        if (column.Thresholds is { } thresholds)
        {
            yield return Nodes.Property("thresholds", ThresholdsJson.Make(thresholds));
        }

        if (column.BarMax is { } max)
        {
            yield return Nodes.Property("min", 0);
            yield return Nodes.Property("max", max);
            yield return Nodes.Property("custom.cellOptions", new JsonObject { ["type"] = "gauge", ["mode"] = "basic", ["valueDisplayMode"] = "text" });
        }
        else if (column.Thresholds is not null)
        {
            yield return Nodes.Property("custom.cellOptions", new JsonObject { ["type"] = "color-text" });
        }

        if (column.Colors is { } colors)
        {
            yield return Nodes.Property("mappings", new JsonArray(FieldJson.Mapping(colors.Select(c => (c.Key, c.Value)))));
            yield return Nodes.Property("custom.cellOptions", new JsonObject { ["type"] = "color-text" });
        }

        if (column.Link is { } link)
        {
            yield return Nodes.Property("links", new JsonArray(new JsonObject { ["title"] = link.Title, ["url"] = link.Url, ["targetBlank"] = true }));
        }
    }
}
