using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>A panel at its place.</summary>
internal static class PanelJson
{
    public static JsonObject Make(Dashboard dashboard, Panel panel, int x, int y)
    {
        var json = new JsonObject
        {
            ["datasource"] = TargetJson.Source(panel),
            ["description"] = panel.Description,
            ["fieldConfig"] = FieldJson.Make(panel),
            ["gridPos"] = Position(x, y, panel.Width, panel.Height),
            ["id"] = panel.Id,
            ["links"] = Nodes.Array(Links(dashboard, panel)),
            ["options"] = OptionsJson.Make(panel),
            ["targets"] = Nodes.Array(panel.Queries.Select((query, i) => TargetJson.Make(panel, query, i))),
            ["title"] = panel.Title,
            ["type"] = OptionsJson.Type(panel.Look),
        };
        if (panel.Look is Table table)
        {
            json["transformations"] = TableJson.Transformations(panel, table);
        }

        if (panel.Look is Heatmap)
        {
            // Cells that can be told apart.
            json["maxDataPoints"] = 60;
        }

        if (panel.Repeat is { } variable)
        {
            json["maxPerRow"] = 2;
            json["repeat"] = variable;
            json["repeatDirection"] = "h";
        }

        return json;
    }

    public static JsonObject Heading(string title, int id, int y) => new()
    {
        ["collapsed"] = false,
        ["gridPos"] = Position(0, y, 24, 1),
        ["id"] = id,
        ["panels"] = new JsonArray(),
        ["title"] = title,
        ["type"] = "row",
    };

    private static JsonObject Position(int x, int y, int width, int height) => new() { ["h"] = height, ["w"] = width, ["x"] = x, ["y"] = y };

    private static IEnumerable<JsonObject> Links(Dashboard dashboard, Panel panel)
    {
        foreach (var alert in panel.Alerts)
        {
            yield return Link($"What to do: {alert}", Addresses.Runbook(alert), opensTab: true);
        }

        if (panel.More is { } uid)
        {
            yield return Link("More about this", $"/d/{uid}?${{__url_time_range}}", opensTab: false);
        }

        yield return Link("About this panel", Addresses.Page(dashboard, panel), opensTab: true);
    }

    private static JsonObject Link(string title, string url, bool opensTab) => new() { ["targetBlank"] = opensTab, ["title"] = title, ["url"] = url };
}
