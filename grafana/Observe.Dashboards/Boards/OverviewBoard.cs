using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>Is everything well, and if not, where to look.</summary>
internal static class OverviewBoard
{
    public static Dashboard Make() => new("overview", "Overview")
    {
        Question = "Is everything well? If not: what is wrong, since when, and which dashboard tells more?",
        When = "first, after an alert and each morning. Every panel leads to the dashboard behind it.",
        AlertDomains = ".*",
        Variables =
        [
            new("instance", "Agent", "observe_log_lag_bytes"),
            new("provider", "Provider", "instance_provider:observe_log_records:rate5m"),
        ],
        Rows = [Now(), Alerts(), Traffic(), Tokens(), Below()],
    };

    private static Row Now() => new("Is something wrong?",
        new Panel(1, "Alerts firing", Units.None, new Stat { IsNow = true, ZeroIsGood = true },
            new Query("""count(ALERTS{alertstate="firing", severity="critical"}) or vector(0)""", "critical") { Color = "red" },
            new Query("""count(ALERTS{alertstate="firing", severity="warning"}) or vector(0)""", "warning") { Color = "orange" },
            new Query("""count(ALERTS{alertstate="firing", severity="info"}) or vector(0)""", "info") { Color = "blue" })
        {
            Description = "How many alerts fire now, by severity. Critical: act now. Warning: act today. Info: good to know.",
            NoValue = "Prometheus does not answer",
            More = "observe-agent", Width = 8, Height = 5,
        },
        new Panel(2, "Targets that answer", Units.Share, new Stat(), new Query("""sum(up) / count(up)""", "of all targets"))
        {
            Description = "The share of Prometheus' targets (agents, exporters, apps) that answered the last scrape. Below 100 % something is blind.",
            NoValue = "Prometheus has no targets",
            More = "observe-agent", Width = 4, Height = 5,
        },
        new Panel(3, "Errors in logs", Units.Share, new Stat(),
            new Query("""max(instance_provider:observe_log_errors:ratio_rate5m{instance=~"$instance", provider=~"$provider"})""", "worst provider"))
        {
            Description = "The share of error and fatal lines of the provider that has most, over five minutes.",
            NoValue = "No log line in five minutes",
            Thresholds = Thresholds.Above(0.05, 0.25), More = "observe-logs", Width = 4, Height = 5,
        },
        new Panel(4, "Fullest budget", Units.Share, new Stat(), new Query("""max(instance_budget:observe_budget_used:ratio{instance=~"$instance"})""", "used"))
        {
            Description = "How much of the budget that is used most is gone. At 100 % the limit is reached.",
            NoValue = "No budget is configured",
            Thresholds = Thresholds.Above((1, Severity.Critical)), More = "observe-tokens", Width = 4, Height = 5,
        },
        new Panel(5, "Health of the memory layer", Units.Share, new Stat(), new Query("min(job_component:cmr_health:min)", "worst component"))
        {
            Description = "The health of the CMR component that ails most. 100 % is best; below 70 % yellow, below 40 % red.",
            NoValue = "No app with CMR",
            Thresholds = Thresholds.Below(0.7, 0.4), More = "observe-cmr", Width = 4, Height = 5,
        })
    {
        Purpose = "Five figures. All green: go home.",
    };

    private static Row Alerts() => new("What fires, and since when",
        new Panel(6, "Firing alerts", Units.None,
            new Table(
                new Column("severity", "Severity") { Width = 100, Colors = Palette.Severities },
                new Column("alertname", "Alert") { Width = 250, Link = ("What to do", $"{Addresses.Docs}/runbooks/${{__value.raw}}.md") },
                new Column("domain", "Domain") { Width = 100 },
                new Column("instance", "Where"),
                new Column("detail", "What"),
                new Column("A", "Since") { Unit = Units.FromNow, Width = 160 })
            { SortBy = "Since" },
            new Query("""
                1000 * max by (severity, alertname, domain, instance, detail) (
                  label_join(
                    ALERTS_FOR_STATE{severity!="none"} and ignoring (alertstate) ALERTS{alertstate="firing"},
                    "detail", " ", "job", "provider", "process", "mountpoint", "device", "budget", "period", "model", "cmr_layer", "component", "signal"
                  )
                )
                """))
        {
            Description = "Every alert that fires, with what it is about. A click on its name opens what to do.",
            NoValue = "No alert fires",
            EmptyWhen = "no alert fires.", Width = 16, Height = 8,
        },
        new Panel(7, "Alerts over time", Units.None, new Chart { IsStacked = true },
            new Query("""count by (domain) (ALERTS{alertstate="firing", severity=~"critical|warning"}) or 0 * count by (domain) (ALERTS{severity="none"})""", "{{domain}}"))
        {
            Description = "Warnings and critical alerts that fired, by domain. Several domains at once: look for the common cause, mostly the host.",
            NoValue = "No alert has fired",
            More = "observe-agent", Width = 8, Height = 8,
        })
    {
        Purpose = "What to act on. Alerts repeat here until their cause is gone; what to do stands behind their names.",
    };

    private static Row Traffic() => new("What the models do",
        new Panel(8, "Requests by provider", Units.RequestsPerSecond, new Chart { IsStacked = true },
            new Query("""sum by (provider) (rate(observe_log_request_duration_seconds_count{instance=~"$instance", provider=~"$provider"}[$__rate_interval]))""", "{{provider}}"))
        {
            Description = "Requests to models a second, as their logs tell with a duration.",
            NoValue = "No line of a log has a duration",
            More = "observe-logs",
        },
        new Panel(9, "How long requests take", Units.Seconds, new Chart(),
            new Query("""histogram_quantile(0.95, sum by (provider, le) (rate(observe_log_request_duration_seconds_bucket{instance=~"$instance", provider=~"$provider"}[$__rate_interval])))""", "{{provider}}"))
        {
            Description = "One request in twenty takes longer than this (p95), by provider.",
            NoValue = "No line of a log has a duration",
            More = "observe-logs",
        },
        new Panel(10, "Error rate", Units.Share, new Chart(),
            new Query("""instance_provider:observe_log_errors:ratio_rate5m{instance=~"$instance", provider=~"$provider"}""", "{{provider}}"))
        {
            Description = "The share of lines that are errors, by provider, over five minutes.",
            NoValue = "No log line in five minutes",
            Thresholds = Thresholds.Above(0.05, 0.25), Alerts = ["ObserveLogErrorRate"], More = "observe-logs",
        })
    {
        Purpose = "Traffic, latency and errors of the models, taken from what their services log.",
    };

    private static Row Tokens() => new("What it costs",
        new Panel(11, "Tokens by kind", Units.Number, new Chart { Axis = "tokens/s", IsStacked = true },
            new Query("""sum by (type) (rate(observe_tokens_total{instance=~"$instance", provider=~"$provider"}[$__rate_interval]))""", "{{type}}"))
        {
            Description = "Tokens a second by kind. Kinds do not overlap: input is without what the cache held, output without reasoning.",
            NoValue = "No usage has been seen",
            More = "observe-tokens",
        },
        new Panel(12, "Cost an hour", Units.Dollars, new Chart { IsStacked = true },
            new Query("""3600 * sum by (provider) (rate(observe_cost_total{instance=~"$instance", provider=~"$provider"}[$__rate_interval]))""", "{{provider}}"))
        {
            Description = "Dollars an hour at the present pace, by provider.",
            NoValue = "No usage with a price",
            More = "observe-tokens",
        },
        new Panel(13, "Budgets", Units.Share, new Bars(1), new Query("""instance_budget:observe_budget_used:ratio{instance=~"$instance"}""", "{{budget}} ({{period}})"))
        {
            Description = "How much of each budget is used in its running period.",
            NoValue = "No budget is configured",
            Thresholds = Thresholds.Above((1, Severity.Critical)), Alerts = ["ObserveTokenBudget"], More = "observe-tokens",
        })
    {
        Purpose = "Tokens and money, and how far the budgets reach.",
    };

    private static Row Below() => new("What it runs on",
        new Panel(14, "Memory used", Units.Share, new Chart { Max = 1 }, new Query("instance:host_memory_used:ratio", "{{instance}}"))
        {
            Description = "The share of each machine's memory that is in use, without what the kernel gives back at once.",
            NoValue = "No machine is read",
            Thresholds = Thresholds.Above(0.80, 0.95), Alerts = ["ObserveHostMemoryPressure"], More = "observe-host",
        },
        new Panel(15, "Processors used", Units.Share, new Chart { Max = 1 }, new Query("instance:host_cpu_used:ratio_rate5m", "{{instance}}"))
        {
            Description = "The share of each machine's processor time that is used, over five minutes.",
            NoValue = "No machine is read",
            More = "observe-host",
        },
        new Panel(16, "Memory layer: slowest layer", Units.Seconds, new Chart(),
            new Query("max by (job) (instance_layer:cmr_capture_duration:p95_rate5m)", "capture, {{job}}"),
            new Query("max by (job) (instance_layer:cmr_reconstruction_duration:p95_rate5m)", "reconstruction, {{job}}"))
        {
            Description = "The p95 of captures and reconstructions in the slowest layer of each app.",
            NoValue = "No app with CMR pushes",
            More = "observe-cmr",
        })
    {
        Purpose = "Machines and the memory layer: the usual causes of what is above.",
    };
}
