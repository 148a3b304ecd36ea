using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>A query as Grafana's data sources take it.</summary>
internal static class TargetJson
{
    public static string RefId(int index) => ((char)('A' + index)).ToString();

    public static JsonObject Source(Panel panel) => panel.Look is LogLines
        ? Nodes.DataSource("loki", "${logs}")
        : Nodes.DataSource("prometheus", "${datasource}");

    public static JsonObject Make(Panel panel, Query query, int index)
    {
        var target = new JsonObject
        {
            ["datasource"] = Source(panel),
            ["editorMode"] = "code",
            ["expr"] = query.Expr,
            ["refId"] = RefId(index),
        };
        if (panel.Look is LogLines)
        {
            target["queryType"] = "range";
            target["maxLines"] = 200;
            return target;
        }

        target["format"] = panel.Look switch { Table => "table", Heatmap => "heatmap", _ => "time_series" };
        target["instant"] = panel.Look.IsInstant;
        target["range"] = !panel.Look.IsInstant;
        // What a request did that took so long: where a histogram carries traces.
        target["exemplar"] = panel.Look is Chart && query.Expr.Contains("_bucket", StringComparison.Ordinal);
        target["legendFormat"] = query.Legend;
        return target;
    }
}
