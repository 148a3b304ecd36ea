using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>The options that each field of a chart or a table has.</summary>
internal static class CustomJson
{
    public static JsonObject Make(Look look, Thresholds thresholds) => look switch
    {
        Chart chart => OfChart(chart, thresholds),
        Table => new JsonObject
        {
            ["align"] = "auto",
            ["cellOptions"] = new JsonObject { ["type"] = "auto" },
            ["filterable"] = false,
            ["inspect"] = false,
        },
        _ => new JsonObject { ["hideFrom"] = HideFrom(), ["scaleDistribution"] = new JsonObject { ["type"] = "linear" } },
    };

    private static JsonObject OfChart(Chart chart, Thresholds thresholds)
    {
        var drawsThresholds = thresholds.Steps.Count > 0 && chart.DrawsThresholds;
        var custom = new JsonObject
        {
            ["axisLabel"] = chart.Axis ?? "",
            ["axisPlacement"] = "auto",
            ["barAlignment"] = 0,
            ["drawStyle"] = chart.IsBars ? "bars" : "line",
            ["fillOpacity"] = chart.IsBars ? 70 : chart.IsStacked ? 35 : 0,
            ["gradientMode"] = "none",
            ["hideFrom"] = HideFrom(),
            ["lineInterpolation"] = "linear",
            ["lineWidth"] = chart.IsStacked || chart.IsBars ? 1 : 2,
            ["pointSize"] = 5,
            ["scaleDistribution"] = chart.IsLogarithmic ? new JsonObject { ["type"] = "log", ["log"] = 10 } : new JsonObject { ["type"] = "linear" },
            ["showPoints"] = "auto",
            // One scrape that is missed is no gap.
            ["spanNulls"] = 60_000,
            ["stacking"] = new JsonObject { ["group"] = "A", ["mode"] = chart.IsStacked ? "normal" : "none" },
            ["thresholdsStyle"] = new JsonObject { ["mode"] = drawsThresholds ? "dashed" : "off" },
        };
        if (chart is { FromZero: true, IsLogarithmic: false })
        {
            custom["axisSoftMin"] = 0;
        }

        if (drawsThresholds && thresholds.IsBadAbove && chart.Max is null)
        {
            // The first threshold is in sight, so that one sees how far away it is.
            custom["axisSoftMax"] = thresholds.Steps.Min(s => s.Value);
        }

        return custom;
    }

    private static JsonObject HideFrom() => new() { ["legend"] = false, ["tooltip"] = false, ["viz"] = false };
}
