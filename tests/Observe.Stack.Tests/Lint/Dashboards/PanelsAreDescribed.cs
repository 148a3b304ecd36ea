using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>A panel has a title, and a description in sentences.</summary>
internal sealed class PanelsAreDescribed : ILinter
{
    private const int Shortest = 30;

    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var panel in files.Dashboards.SelectMany(d => d.Panels))
        {
            var description = panel.Root.Text("description");
            if (panel.Title.Length == 0)
            {
                yield return new Finding(panel.Where, "has no title");
            }

            if (description.Length < Shortest || !description.EndsWith('.'))
            {
                yield return new Finding(panel.Where, "is not described");
            }
        }
    }
}
