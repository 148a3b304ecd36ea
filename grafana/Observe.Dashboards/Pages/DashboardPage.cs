using System.Globalization;
using System.Text;
using Observe.Dashboards.Json;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Pages;

/// <summary>The page of a dashboard in the docs.</summary>
internal static class DashboardPage
{
    public static string Text(Dashboard dashboard)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {dashboard.Title}\n\n{dashboard.Question}\n\n**When to look:** {dashboard.When}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"![{dashboard.Title}]({dashboard.Domain}.png)\n\n");
        page.Append(CultureInfo.InvariantCulture, $"*{PictureNote}*\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Narrowed by: {string.Join(", ", dashboard.Variables.Where(v => !v.IsHidden).Select(v => v.Label.ToLowerInvariant()))}. ");
        page.Append(CultureInfo.InvariantCulture, $"File: [{dashboard.Uid}.json](../../grafana/dashboards/{dashboard.Domain}/{dashboard.Uid}.json). ");
        page.Append("Its alerts: [alerts.md](../alerts.md).\n");
        foreach (var row in dashboard.Rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {row.Title}\n\n{row.Purpose}\n");
            foreach (var panel in row.Panels)
            {
                Append(page, panel);
            }
        }

        return page.ToString();
    }

    private const string PictureNote =
        "Real data of the demo, a real Prometheus and Grafana's own panel components in a browser; heatmaps are drawn by the renderer. No Grafana server has loaded these dashboards yet.";

    private static void Append(StringBuilder page, Panel panel)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### {panel.Title}\n\n{panel.Description}\n");
        if (panel.Thresholds.Steps.Count > 0)
        {
            var side = panel.Thresholds.IsBadAbove ? "from" : "below";
            var steps = panel.Thresholds.Steps.Select(s => $"{ThresholdsJson.Color(s.Severity)} {side} {Amounts.Text(s.Value, panel.Unit)}");
            page.Append(CultureInfo.InvariantCulture, $"\n- Colours: {string.Join(", ", steps)}.");
        }

        if (panel.Alerts.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n- Alerts: {string.Join(", ", panel.Alerts.Select(a => $"[{a}](../runbooks/{a}.md)"))}.");
        }

        if (panel.EmptyWhen is { } reason)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n- Rightly empty: {reason}");
        }

        foreach (var query in panel.Queries.Where(q => q.EmptyWhen is not null))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n- Rightly missing: *{query.Legend}*, as {query.EmptyWhen}");
        }

        if (page[^1] != '\n')
        {
            page.Append('\n');
        }
    }
}
