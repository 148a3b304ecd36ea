using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>What apps push.</summary>
internal static class OtlpBoard
{
    private const string NoSpans = "No app pushes spans";

    public static Dashboard Make() => new("otlp", "OTLP intake")
    {
        Question = "Does what apps push arrive, is it taken, and is there room for its series?",
        When = "an app's panel stays empty, clients report errors, or a deployment added labels.",
        Variables =
        [
            new("instance", "Agent", "observe_otlp_requests_total"),
            new("signal", "Signal", """observe_otlp_requests_total{instance=~"$instance"}"""),
        ],
        Rows = [Requests(), Points(), Series(), Spans()],
    };

    private static Row Requests() => new("Do requests arrive?",
        new Panel(20, "Requests", Units.RequestsPerSecond, new Chart { IsStacked = true },
            new Query("""sum by (signal, protocol) (rate(observe_otlp_requests_total{instance=~"$instance", signal=~"$signal"}[$__rate_interval])) > 0""", "{{signal}}, {{protocol}}"))
        {
            Description = "Requests a second by signal and protocol. An app that pushes shows here whatever becomes of its data.",
            NoValue = "No app pushes",
        },
        new Panel(1, "Requests not taken whole", Units.Share, new Chart(),
            new Query("""instance_signal:observe_otlp_rejects:ratio_rate5m{instance=~"$instance", signal=~"$signal"}""", "{{signal}}"))
        {
            Description = "The share of requests that were refused, or taken in part, over five minutes.",
            NoValue = "No app pushes",
            Thresholds = Thresholds.Above(0.01, 0.10), Alerts = ["ObserveOtlpRejects"],
        },
        new Panel(21, "What became of them", Units.Number,
            new Table(
                new Column("signal", "Signal") { Width = 90 },
                new Column("protocol", "Protocol") { Width = 120 },
                new Column("outcome", "Outcome"),
                new Column("A", "Requests") { Unit = Units.Number, Width = 100 })
            { SortBy = "Requests" },
            new Query("""sum by (signal, protocol, outcome) (increase(observe_otlp_requests_total{instance=~"$instance", signal=~"$signal"}[$__range])) > 0"""))
        {
            Description = "Requests of the time range above by outcome. Each outcome stands in docs/otlp.md with its reason and whether clients send again.",
            NoValue = "No app pushes",
        },
        new Panel(22, "How long requests take", Units.Seconds, new Heatmap(),
            new Query("""sum by (le) (increase(observe_component_duration_seconds_bucket{instance=~"$instance", component="otlp"}[$__rate_interval]))""", "{{le}}"))
        {
            Description = "How long the agent took to answer, bodies that come slowly included.",
            NoValue = "No app pushes",
            Width = 12,
        },
        new Panel(23, "Apps that push", Units.None,
            new Table(new Column("job", "App"), new Column("instance", "Instance"), new Column("A", "Series") { Unit = Units.Number, Width = 100 }) { SortBy = "Series" },
            // What apps push has a job of its own; what Prometheus reads elsewhere has a target.
            new Query("""count by (job, instance) ({__name__!="", otel_scope_name!=""}) unless on (job, instance) up"""))
        {
            Description = "Every app whose series are on the agent's page, with how many they are. An app that stopped pushing leaves after some minutes.",
            NoValue = "No app pushes metrics",
            Width = 12,
        })
    {
        Purpose = "From the outside in: requests, what the agent said to them, and who sends them.",
    };

    private static Row Points() => new("What was in them",
        new Panel(24, "Points taken", Units.Number, new Chart { Axis = "points/s" },
            new Query("""sum by (component) (rate(observe_component_received_total{instance=~"$instance", component=~"otlp.*"}[$__rate_interval]))""", "received, {{component}}"),
            new Query("""sum by (component) (rate(observe_component_sent_total{instance=~"$instance", component=~"otlp.*"}[$__rate_interval]))""", "shown, {{component}}"))
        {
            Description = "Data points a second that came in, and that became series.",
            NoValue = "No app pushes metrics",
            Width = 12,
        },
        new Panel(25, "Points dropped", Units.Number, new Chart { Axis = "points/s" },
            new Query("""sum by (reason) (rate(observe_component_dropped_total{instance=~"$instance", component=~"otlp.*", reason!=""}[$__rate_interval])) > 0""", "{{reason}}"))
        {
            Description = "Data points a second that were refused, by reason. type_conflict: two apps push one name with different types. too_many_series: see below.",
            NoValue = "Nothing was dropped",
            EmptyWhen = "every point was taken.",
            Width = 12,
        })
    {
        Purpose = "A request that was taken may still hold points that were not.",
    };

    private static Row Spans() => new("What spans tell",
        new Panel(28, "Calls by service", Units.RequestsPerSecond, new Chart { IsStacked = true },
            new Query("""sum by (service, kind) (rate(observe_span_calls_total{instance=~"$instance"}[$__rate_interval]))""", "{{service}}, {{kind}}"))
        {
            Description = "Spans a second, by service and kind: a server's are requests to it, a client's are its requests to others.",
            NoValue = NoSpans,
            Width = 6,
        },
        new Panel(29, "Failed calls", Units.Share, new Chart { Max = 1 },
            new Query("""
                sum by (service) (rate(observe_span_errors_total{instance=~"$instance"}[$__rate_interval]))
                  / (sum by (service) (rate(observe_span_calls_total{instance=~"$instance"}[$__rate_interval])) > 0)
                """, "{{service}}"))
        {
            Description = "The share of spans with status error, by service.",
            NoValue = "No span failed",
            EmptyWhen = "no span has failed yet.", Width = 6,
        },
        new Panel(30, "How long calls take", Units.Seconds, new Chart(),
            new Query("""histogram_quantile(0.95, sum by (service, kind, le) (rate(observe_span_duration_seconds_bucket{instance=~"$instance"}[$__rate_interval])))""", "{{service}}, {{kind}}"))
        {
            Description = "One span in twenty takes longer than this (p95), by service and kind.",
            NoValue = NoSpans,
            Width = 6,
        },
        new Panel(31, "Calls to models", Units.RequestsPerSecond, new Chart { IsStacked = true },
            new Query("""sum by (model, finish_reason, status) (rate(observe_gen_ai_calls_total{instance=~"$instance"}[$__rate_interval]))""", "{{model}}: {{finish_reason}} {{status}}"))
        {
            Description = "Calls to models a second that spans tell of, by model and by why the model stopped. length: answers are cut off.",
            NoValue = "No app pushes spans of calls to models",
            Width = 6,
        })
    {
        Purpose = "Spans are counted and not stored: rate, errors and duration of every service that traces.",
    };

    private static Row Series() => new("Is there room?",
        new Panel(2, "Series in use", Units.Share, new Chart { Max = 1 },
            new Query("""instance:observe_series_used:ratio{instance=~"$instance"}""", "{{instance}}"))
        {
            Description = "The share of the series that the agent may keep for apps. At 100 % new ones go into one overflow series a name.",
            NoValue = "No app pushes metrics",
            Thresholds = Thresholds.Above(0.80, 1), Alerts = ["ObserveSeriesLimit"], Width = 6,
        },
        new Panel(26, "Series", Units.Number, new Chart(),
            new Query("""observe_series{instance=~"$instance"}""", "{{state}}"),
            new Query("""observe_series_limit{instance=~"$instance"}""", "limit {{per}}") { IsReference = true })
        {
            Description = "Series that are shown, those that went into the overflow, and the limits of all and of one name.",
            NoValue = "No app pushes metrics",
            Width = 6,
        },
        new Panel(32, "Series in the overflow", Units.Number, new Chart(),
            new Query("""observe_series{state="overflowing", instance=~"$instance"}""", "{{instance}}"))
        {
            Description = "Series over a limit, which are counted into one series a name without their labels.",
            NoValue = "No app pushes metrics",
            Alerts = ["ObserveSeriesOverflow"], Width = 5,
        },
        new Panel(27, "Names with most series", Units.Number, new Bars(),
            new Query("""topk(10, count by (__name__) ({otel_scope_name!=""}))""", "{{__name__}}"))
        {
            Description = "The ten names with most series. `GET /api/series/top` names the label to blame.",
            NoValue = "No app pushes metrics",
            Width = 7,
        })
    {
        Purpose = "A label without bounds costs everyone: how near the limit is, and which name is to blame.",
    };
}
