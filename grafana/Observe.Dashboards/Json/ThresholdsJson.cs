using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>Thresholds as Grafana's steps, upwards from minus infinity.</summary>
internal static class ThresholdsJson
{
    private const string Good = "green";

    public static JsonObject Make(Thresholds thresholds)
    {
        var ordered = thresholds.Steps.OrderBy(s => s.Value).ToList();
        var steps = new JsonArray(Step(null, thresholds.IsBadAbove || ordered.Count == 0 ? Good : Color(ordered[0].Severity)));
        for (var i = 0; i < ordered.Count; i++)
        {
            var color = thresholds.IsBadAbove ? Color(ordered[i].Severity) : i + 1 < ordered.Count ? Color(ordered[i + 1].Severity) : Good;
            steps.Add(Step(ordered[i].Value, color));
        }

        return new JsonObject { ["mode"] = "absolute", ["steps"] = steps };
    }

    public static string Color(Severity severity) => severity switch
    {
        Severity.Critical => "red",
        Severity.Warning => "orange",
        _ => "yellow",
    };

    private static JsonObject Step(double? value, string color) => new() { ["color"] = color, ["value"] = value };
}
