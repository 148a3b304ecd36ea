using Observe.Stack.Tests.Files;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>The dashboard link of an alert leads to a panel of grafana/panels.yml.</summary>
internal sealed partial class PanelsExist : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var panels = files.Panels.Select(p => (p.Dashboard, p.Id)).ToHashSet();
        return files.Alerts
            .Where(alert => Link().Match(alert.Annotations.GetValueOrDefault("dashboard_url", "")) is not { Success: true } link
                || !panels.Contains((link.Groups["dashboard"].Value, int.Parse(link.Groups["panel"].Value, CultureInfo.InvariantCulture))))
            .Select(alert => new Finding(alert.Where, $"no panel at {alert.Annotations.GetValueOrDefault("dashboard_url", "")}"));
    }

    [GeneratedRegex(@"^\{\{ \$externalLabels\.grafana_url \}\}/d/(?<dashboard>[a-z-]+)\?viewPanel=(?<panel>[0-9]+)(&var-|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
