using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>A panel with figures says what they are.</summary>
internal sealed class PanelsHaveUnits : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Dashboards.SelectMany(d => d.Panels)
        .Where(p => p.Defaults.Text("unit").Length == 0)
        .Select(p => new Finding(p.Where, "has no unit"));
}
