using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>A table asks for the present as a table, a heatmap for buckets, everything else for series.</summary>
internal sealed class TargetsFitTheirPanel : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var panel in files.Dashboards.SelectMany(d => d.Panels))
        {
            var format = panel.Type switch { "table" => "table", "heatmap" => "heatmap", _ => "time_series" };
            foreach (var query in panel.Queries.Where(q => q.Text("format") != format))
            {
                yield return new Finding(panel.Where, $"asks for {query.Text("format")} where its type wants {format}");
            }

            var isNow = panel.Type is "table" or "bargauge";
            foreach (var _ in panel.Queries.Where(q => q.Text("instant") == q.Text("range") || (isNow && q.Text("instant") != "true") || (panel.Type is "timeseries" or "heatmap" && q.Text("instant") == "true")))
            {
                yield return new Finding(panel.Where, isNow ? "asks for a course where it shows the present" : "does not ask for a course");
            }

            if (panel.Type == "heatmap" && !panel.Queries.All(q => q.Text("expr").Contains("by (le)", StringComparison.Ordinal)))
            {
                yield return new Finding(panel.Where, "is a heatmap of something else than buckets");
            }
        }
    }
}
