using Observe.Stack.Tests.Files;
using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>The runbook of an alert is a page of docs/runbooks by its name, with the anchor if the link has one.</summary>
internal sealed partial class RunbooksExist : ILinter
{
    private const string Base = "{{ $externalLabels.docs_url }}/runbooks/";

    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var alert in files.Alerts)
        {
            var url = alert.Annotations.GetValueOrDefault("runbook_url", "");
            var target = url.StartsWith(Base, StringComparison.Ordinal) ? url[Base.Length..].Split('#') : [];
            if (target.Length == 0 || target[0] != $"{alert.Name}.md" || !files.Runbooks.TryGetValue(alert.Name, out var page))
            {
                yield return new Finding(alert.Where, $"no runbook docs/runbooks/{alert.Name}.md at {url}");
            }
            else if (target.Length > 1 && !Anchors(page).Contains(target[1]))
            {
                yield return new Finding(alert.Where, $"the runbook has no #{target[1]}");
            }
        }
    }

    /// <summary>Headings as the usual Markdown pages anchor them.</summary>
    private static IEnumerable<string> Anchors(string page) => File.ReadLines(page)
        .Where(l => l.StartsWith('#'))
        .Select(l => AnchorSigns().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex("[^a-z0-9 _-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnchorSigns();
}
