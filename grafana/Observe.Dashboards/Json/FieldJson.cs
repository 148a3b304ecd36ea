using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>How the fields of a panel are shown: its defaults, and what differs by query or column.</summary>
internal static class FieldJson
{
    public static JsonObject Make(Panel panel)
    {
        var defaults = new JsonObject
        {
            ["color"] = new JsonObject { ["mode"] = ColorMode(panel) },
            ["custom"] = panel.Look is Chart or Table or Heatmap ? CustomJson.Make(panel.Look, panel.Thresholds) : new JsonObject(),
            ["links"] = new JsonArray(),
            ["mappings"] = new JsonArray(),
            ["noValue"] = panel.NoValue,
            ["thresholds"] = ThresholdsJson.Make(panel.Thresholds),
            ["unit"] = panel.Unit,
        };
        if (panel.Decimals is { } decimals)
        {
            defaults["decimals"] = decimals;
        }

        if (panel.Look is Bars or Stat)
        {
            defaults["min"] = 0;
        }

        if ((panel.Look as Chart)?.Max is { } top)
        {
            defaults["max"] = top;
            defaults["min"] = 0;
        }
        else if ((panel.Look as Bars)?.Max is { } end)
        {
            defaults["max"] = end;
        }

        var overrides = panel.Look is Table table
            ? table.Columns.Select(c => ColumnJson.Make(c, TableJson.NameOf(c, panel)))
            : panel.Queries.Select((query, i) => OfQuery(panel, query, TargetJson.RefId(i))).Where(o => o is not null).Concat(OfNames(panel.Look));
        return new JsonObject { ["defaults"] = defaults, ["overrides"] = Nodes.Array(overrides) };
    }

    private static string ColorMode(Panel panel) => panel.Look switch
    {
        Chart or Heatmap => "palette-classic",
        _ => "thresholds",
    };

    private static JsonObject? OfQuery(Panel panel, Query query, string refId)
    {
        var properties = new JsonArray();
        if (query.Color is { } color)
        {
            properties.Add(Fixed(color));
        }

        if (panel.Look is Stat { ZeroIsGood: true })
        {
            properties.Add(Nodes.Property("mappings", new JsonArray(Mapping(("0", "green")))));
        }

        if (query.Thresholds is { } thresholds)
        {
            properties.Add(Nodes.Property("thresholds", ThresholdsJson.Make(thresholds)));
        }

        if (query.IsReference)
        {
            properties.Add(Nodes.Property("custom.lineStyle", new JsonObject { ["fill"] = "dash", ["dash"] = new JsonArray(6, 6) }));
            properties.Add(Nodes.Property("custom.fillOpacity", 0));
            properties.Add(Nodes.Property("custom.lineWidth", 1));
            properties.Add(Nodes.Property("custom.stacking", new JsonObject { ["mode"] = "none", ["group"] = "A" }));
        }

        if (query.FillDownTo is { } name)
        {
            properties.Add(Nodes.Property("custom.fillBelowTo", name));
            properties.Add(Nodes.Property("custom.fillOpacity", 12));
            properties.Add(Nodes.Property("custom.lineWidth", 0));
        }

        return properties.Count == 0 ? null : new JsonObject
        {
            ["matcher"] = new JsonObject { ["id"] = "byFrameRefID", ["options"] = refId },
            ["properties"] = properties,
        };
    }

    private static IEnumerable<JsonObject> OfNames(Look look) => ((look as Chart)?.Colors ?? new Dictionary<string, string>()).Select(color => new JsonObject
    {
        ["matcher"] = new JsonObject { ["id"] = "byName", ["options"] = color.Key },
        ["properties"] = new JsonArray(Fixed(color.Value)),
    });

    private static JsonObject Fixed(string color) => Nodes.Property("color", new JsonObject { ["mode"] = "fixed", ["fixedColor"] = color });

    public static JsonObject Mapping(params IEnumerable<(string Word, string Color)> words)
    {
        var options = new JsonObject();
        foreach (var (word, color) in words)
        {
            options[word] = new JsonObject { ["color"] = color, ["index"] = options.Count };
        }

        return new JsonObject { ["type"] = "value", ["options"] = options };
    }
}
