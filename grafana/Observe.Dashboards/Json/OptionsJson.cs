using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>The type of a panel and the options of that type.</summary>
internal static class OptionsJson
{
    public static string Type(Look look) => look switch
    {
        Chart => "timeseries",
        Stat => "stat",
        Bars => "bargauge",
        Table => "table",
        Heatmap => "heatmap",
        _ => "logs",
    };

    public static JsonObject Make(Panel panel) => panel.Look switch
    {
        Chart chart => OfChart(chart),
        Stat stat => OfStat(stat),
        Bars => OfBars(),
        Table table => TableJson.Options(table),
        Heatmap heatmap => OfHeatmap(heatmap, panel.Unit),
        _ => OfLogs(),
    };

    private static JsonObject OfChart(Chart chart) => new()
    {
        ["legend"] = new JsonObject { ["calcs"] = new JsonArray(), ["displayMode"] = "list", ["placement"] = "bottom", ["showLegend"] = true },
        ["tooltip"] = new JsonObject { ["hideZeros"] = chart.IsStacked, ["mode"] = "multi", ["sort"] = "desc" },
    };

    private static JsonObject OfStat(Stat stat) => new()
    {
        ["colorMode"] = "value",
        ["graphMode"] = stat.IsNow ? "none" : "area",
        ["justifyMode"] = "auto",
        ["orientation"] = "auto",
        ["percentChangeColorMode"] = "standard",
        ["reduceOptions"] = Reduce(),
        ["showPercentChange"] = false,
        ["textMode"] = "auto",
        ["wideLayout"] = true,
    };

    private static JsonObject OfBars() => new()
    {
        ["displayMode"] = "basic",
        ["legend"] = new JsonObject { ["calcs"] = new JsonArray(), ["displayMode"] = "list", ["placement"] = "bottom", ["showLegend"] = false },
        ["maxVizHeight"] = 60,
        ["minVizHeight"] = 16,
        ["minVizWidth"] = 8,
        ["namePlacement"] = "auto",
        ["orientation"] = "horizontal",
        ["reduceOptions"] = Reduce(),
        ["showUnfilled"] = true,
        ["sizing"] = "auto",
        ["valueMode"] = "color",
    };

    private static JsonObject OfHeatmap(Heatmap heatmap, string unit) => new()
    {
        ["calculate"] = false,
        ["cellGap"] = 1,
        ["cellValues"] = new JsonObject { ["unit"] = "short" },
        ["color"] = new JsonObject
        {
            ["exponent"] = 0.5,
            ["fill"] = "dark-orange",
            ["mode"] = "scheme",
            ["reverse"] = false,
            ["scale"] = "exponential",
            ["scheme"] = heatmap.Scheme,
            ["steps"] = 64,
        },
        ["exemplars"] = new JsonObject { ["color"] = "rgba(255,0,255,0.7)" },
        ["filterValues"] = new JsonObject { ["le"] = 1e-9 },
        ["legend"] = new JsonObject { ["show"] = true },
        ["rowsFrame"] = new JsonObject { ["layout"] = "auto" },
        ["tooltip"] = new JsonObject { ["mode"] = "single", ["showColorScale"] = true, ["yHistogram"] = false },
        ["yAxis"] = new JsonObject { ["axisPlacement"] = "left", ["reverse"] = false, ["unit"] = unit },
    };

    private static JsonObject OfLogs() => new()
    {
        ["dedupStrategy"] = "none",
        ["enableLogDetails"] = true,
        ["prettifyLogMessage"] = false,
        ["showCommonLabels"] = false,
        ["showLabels"] = false,
        ["showTime"] = true,
        ["sortOrder"] = "Descending",
        ["wrapLogMessage"] = true,
    };

    private static JsonObject Reduce() => new() { ["calcs"] = Nodes.Texts("lastNotNull"), ["fields"] = "", ["values"] = false };
}
