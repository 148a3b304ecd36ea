using System.Globalization;
using System.Text.Json.Nodes;
using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>Thresholds as Grafana draws them: colours from one value to the next, upwards.</summary>
internal readonly record struct Steps(string Text)
{
    private const string Good = "green";
    private static readonly string[] FromBest = ["info", "warning", "critical"];

    public static readonly Steps None = new(Good);

    public static Steps Of(JsonNode? thresholds)
    {
        var steps = thresholds.Items("steps").Select(s => s["value"] is { } value ? $"{Number((double)value)} {s.Text("color")}" : s.Text("color"));
        return new Steps(string.Join(", ", steps));
    }

    public static Steps Of(IReadOnlyList<Limit> limits)
    {
        if (limits.Count == 0)
        {
            return None;
        }

        // Of two severities at one value the worse one is seen.
        var steps = limits.GroupBy(l => l.Value).OrderBy(g => g.Key)
            .Select(g => (Value: g.Key, Color: Color(g.MaxBy(l => Array.IndexOf(FromBest, l.Alert.Severity))!.Alert.Severity))).ToList();
        var colors = limits[0].IsBadAbove ? steps.Select(s => s.Color).Prepend(Good) : steps.Select(s => s.Color).Append(Good);
        var texts = colors.Select((color, i) => i == 0 ? color : $"{Number(steps[i - 1].Value)} {color}");
        return new Steps(string.Join(", ", texts));
    }

    public override string ToString() => Text;

    private static string Color(string severity) => severity switch { "critical" => "red", "warning" => "orange", _ => "yellow" };

    private static string Number(double value) => Math.Round(value, 9).ToString(CultureInfo.InvariantCulture);
}
