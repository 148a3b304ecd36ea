using Observe.Stack.Tests.Files;
using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>Values of labels are encoded in links: a provider may have a slash or an ampersand in its name.</summary>
internal sealed partial class LinksAreEncoded : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) =>
        from alert in files.Alerts
        from annotation in alert.Annotations
        where annotation.Key.EndsWith("_url", StringComparison.Ordinal)
        from template in Templates().Matches(annotation.Value).Select(m => m.Value)
        where template.Contains("$labels", StringComparison.Ordinal) && !template.Contains("| urlquery", StringComparison.Ordinal)
        select new Finding(alert.Where, $"{annotation.Key} does not encode {template}");

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Templates();
}
