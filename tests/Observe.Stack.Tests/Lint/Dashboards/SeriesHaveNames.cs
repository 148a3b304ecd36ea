using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>Series that are drawn have a name to read, not a list of labels; targets have letters of their own.</summary>
internal sealed class SeriesHaveNames : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var panel in files.Dashboards.SelectMany(d => d.Panels))
        {
            if (panel.Type is not "table" && panel.Queries.Any(q => q.Text("legendFormat").Length == 0))
            {
                yield return new Finding(panel.Where, "has series without a name");
            }

            if (panel.Targets.Select(t => t.Text("refId")).Distinct().Count() != panel.Targets.Count())
            {
                yield return new Finding(panel.Where, "has two targets of one letter");
            }

            if (!panel.Targets.Any())
            {
                yield return new Finding(panel.Where, "asks for nothing");
            }
        }
    }
}
