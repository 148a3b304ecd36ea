using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>
/// Links lead to dashboards that exist, and into docs that exist, heading included. Every panel has a link to its page, and to the
/// runbooks of the alerts that lead to it.
/// </summary>
internal sealed class PanelLinksResolve : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var docs = files.Prometheus.Child("global").Child("external_labels").Text("docs_url") + "/";
        var uids = files.Dashboards.Select(d => d.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var (where, url) in files.Dashboards.SelectMany(Links).Where(l => !Leads(files, uids, docs, l.Url)))
        {
            yield return new Finding(where, $"{url} leads nowhere");
        }

        foreach (var panel in files.Dashboards.SelectMany(d => d.Panels))
        {
            var urls = panel.Root.Items("links").Select(l => l.Text("url")).ToList();
            var wanted = files.Alerts
                .Where(a => $"{a.Annotations.GetValueOrDefault("dashboard_url")}&".Contains($"/d/{panel.Dashboard.Uid}?viewPanel={panel.Id}&", StringComparison.Ordinal))
                .Select(a => $"{docs}runbooks/{a.Name}.md").Distinct();
            foreach (var missing in wanted.Except(urls))
            {
                yield return new Finding(panel.Where, $"has no link to {missing}");
            }

            if (!urls.Any(u => u.StartsWith($"{docs}dashboards/", StringComparison.Ordinal)))
            {
                yield return new Finding(panel.Where, "has no link to its page");
            }
        }
    }

    private static IEnumerable<(string Where, string Url)> Links(DashboardFile dashboard) =>
        dashboard.Root.Items("links").Where(l => l.Text("type") == "link").Select(l => (dashboard.Name, l.Text("url")))
            .Concat(dashboard.Panels.SelectMany(p => p.Links.Select(l => (p.Where, l.Text("url")))));

    private static bool Leads(StackFiles files, HashSet<string> uids, string docs, string url)
    {
        if (url.StartsWith("/d/", StringComparison.Ordinal))
        {
            return uids.Contains(url["/d/".Length..].Split('?')[0]);
        }

        if (!url.StartsWith(docs, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = url[docs.Length..].Split('#');
        // A link out of a table's cell: whichever alert stands in it has a page, which another linter sees to.
        if (parts[0] == "runbooks/${__value.raw}.md")
        {
            return true;
        }

        var path = Path.Combine(files.Root, "docs", parts[0]);
        return File.Exists(path) && (parts.Length == 1 || File.ReadLines(path).Any(line => line.StartsWith('#') && Anchor(line.TrimStart('#').Trim()) == parts[1]));
    }

    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Replace(' ', '-').Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
