using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Json;

/// <summary>A dashboard in Grafana's classic schema.</summary>
internal static class DashboardJson
{
    private const int SchemaVersion = 42;
    private const int Columns = 24;

    /// <summary>Ids of headings are away from those of panels.</summary>
    private const int FirstHeading = 900;

    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(Dashboard dashboard) => Make(dashboard).ToJsonString(s_format) + "\n";

    private static JsonObject Make(Dashboard dashboard) => new()
    {
        ["annotations"] = new JsonObject { ["list"] = new JsonArray(OwnAnnotations(), FiringAlerts(dashboard)) },
        ["description"] = dashboard.Question,
        ["editable"] = false,
        ["fiscalYearStartMonth"] = 0,
        ["graphTooltip"] = 1,
        ["id"] = null,
        ["links"] = new JsonArray(Others(), Page(dashboard)),
        ["panels"] = Panels(dashboard),
        ["refresh"] = "30s",
        ["schemaVersion"] = SchemaVersion,
        ["tags"] = Nodes.Texts("observe", dashboard.Domain),
        ["templating"] = new JsonObject { ["list"] = VariableJson.Make(dashboard) },
        ["time"] = new JsonObject { ["from"] = dashboard.From, ["to"] = "now" },
        ["timepicker"] = new JsonObject(),
        ["timezone"] = "browser",
        ["title"] = dashboard.Title,
        ["uid"] = dashboard.Uid,
        ["version"] = 1,
        ["weekStart"] = "",
    };

    /// <summary>From left to right, and on to the next line where the width ends.</summary>
    private static JsonArray Panels(Dashboard dashboard)
    {
        var panels = new JsonArray();
        var y = 0;
        foreach (var (index, row) in dashboard.Rows.Index())
        {
            panels.Add(PanelJson.Heading(row.Title, FirstHeading + index, y++));
            var (x, height) = (0, 0);
            foreach (var panel in row.Panels)
            {
                if (x + panel.Width > Columns)
                {
                    (x, y, height) = (0, y + height, 0);
                }

                panels.Add(PanelJson.Make(dashboard, panel, x, y));
                x += panel.Width;
                height = Math.Max(height, panel.Height);
            }

            y += height;
        }

        return panels;
    }

    private static JsonObject OwnAnnotations() => new()
    {
        ["builtIn"] = 1,
        ["datasource"] = Nodes.DataSource("grafana", "-- Grafana --"),
        ["enable"] = true,
        ["hide"] = true,
        ["iconColor"] = "rgba(0, 211, 255, 1)",
        ["name"] = "Annotations & Alerts",
        ["type"] = "dashboard",
    };

    private static JsonObject FiringAlerts(Dashboard dashboard) => new()
    {
        ["datasource"] = Nodes.DataSource("prometheus", "${datasource}"),
        ["enable"] = true,
        ["expr"] = $$"""ALERTS{alertstate="firing", severity!="none", domain=~"{{dashboard.AlertDomains}}"}""",
        ["iconColor"] = "red",
        ["name"] = "Firing alerts",
        ["step"] = "30s",
        ["tagKeys"] = "severity,domain",
        ["textFormat"] = "{{instance}}",
        ["titleFormat"] = "{{alertname}}",
    };

    private static JsonObject Others() => new()
    {
        ["asDropdown"] = false,
        ["icon"] = "external link",
        // What an instance is differs from one dashboard to the next.
        ["includeVars"] = false,
        ["keepTime"] = true,
        ["tags"] = Nodes.Texts("observe"),
        ["targetBlank"] = false,
        ["title"] = "Dashboards",
        ["tooltip"] = "",
        ["type"] = "dashboards",
        ["url"] = "",
    };

    private static JsonObject Page(Dashboard dashboard) => new()
    {
        ["asDropdown"] = false,
        ["icon"] = "doc",
        ["includeVars"] = false,
        ["keepTime"] = false,
        ["tags"] = new JsonArray(),
        ["targetBlank"] = true,
        ["title"] = "How to read this",
        ["tooltip"] = "",
        ["type"] = "link",
        ["url"] = $"{Addresses.Docs}/dashboards/{dashboard.Domain}.md",
    };
}
