using System.Text;
using System.Text.Encodings.Web;

namespace Observe.Agent.Expose;

/// <summary>The page at <c>/</c>: what runs here, on what, and where its endpoints are.</summary>
internal sealed record StatusPage(string Version, string DataDirectory, string? ConfigurationFile, IReadOnlyList<string> Watched)
{
    /// <summary>Nothing but the page's own style may load, run or frame.</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

    public string ToHtml()
    {
        var html = new StringBuilder("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Observe</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
            dt { font-weight: 600; margin-top: .75rem } dd { margin: 0 } code { overflow-wrap: anywhere }
            @media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } a { color: #8bf } }
            </style>
            </head>
            <body>
            <h1>Observe</h1>
            <ul>
            <li><a href="/metrics">/metrics</a> for Prometheus</li>
            <li><a href="/healthz">/healthz</a> alive</li>
            <li><a href="/readyz">/readyz</a> ready, or why not</li>
            <li><a href="/api/status">/api/status</a> files, queues, scrapes, who pushes what</li>
            <li><a href="/api/logs">/api/logs</a> stored warnings and errors; <code>?query=words</code></li>
            <li><a href="/api/tokens/report">/api/tokens/report</a> tokens and cost; usage is posted to <code>/api/tokens</code></li>
            <li><a href="/api/tokens/budgets">/api/tokens/budgets</a>, <a href="/api/tokens/prices">/api/tokens/prices</a> how budgets stand, what models cost</li>
            <li><a href="/api/cmr/report">/api/cmr/report</a> memory layers; <a href="/api/cmr/export">/api/cmr/export</a> as CSV</li>
            <li><a href="/api/series/top">/api/series/top</a> the names with the most series</li>
            <li><a href="/api/alerts">/api/alerts</a> alerts that Alertmanager told of</li>
            </ul>
            <dl>

            """);
        Append(html, "Version", [Version]);
        Append(html, "Data directory", [DataDirectory]);
        Append(html, "Configuration file", [ConfigurationFile ?? "none"]);
        Append(html, "Watched", Watched);
        return html.Append("</dl>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder html, string term, IReadOnlyList<string> values)
    {
        html.Append("<dt>").Append(term).Append("</dt>\n");
        foreach (var value in values)
        {
            html.Append("<dd><code>").Append(HtmlEncoder.Default.Encode(value)).Append("</code></dd>\n");
        }
    }
}
