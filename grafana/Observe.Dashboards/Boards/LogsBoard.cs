using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>What the logs say, and whether they are read.</summary>
internal static class LogsBoard
{
    private const string Of = """instance=~"$instance", provider=~"$provider" """;

    public static Dashboard Make() => new("logs", "Log health")
    {
        Question = "Which provider fails, with what, and since when? Are the logs read at all, and do their files stay in bounds?",
        When = "a provider's errors rise, something new goes wrong, or a panel of logs stays empty.",
        Variables =
        [
            new("instance", "Agent", "observe_log_lag_bytes"),
            new("provider", "Provider", """instance_provider:observe_log_records:rate5m{instance=~"$instance"}"""),
        ],
        Rows = [Errors(), Patterns(), Volume(), Latency(), Reading(), Lines()],
    };

    private static Row Errors() => new("Errors",
        new Panel(1, "Error rate by provider", Units.Share, new Chart(),
            new Query($$"""instance_provider:observe_log_errors:ratio_rate5m{{{Of}}}""", "{{provider}}"))
        {
            Description = "The share of error and fatal lines, by provider, over five minutes. Waves are retries; a plateau is an outage.",
            NoValue = "No log line in five minutes",
            Thresholds = Thresholds.Above(0.05, 0.25), Alerts = ["ObserveLogErrorRate"], Width = 12,
        },
        new Panel(2, "Error budget burn", Units.Share, new Chart(),
            new Query("""instance:observe_log_errors:ratio_rate5m{instance=~"$instance"}""", "5 minutes"),
            new Query("""instance:observe_log_errors:ratio_rate30m{instance=~"$instance"}""", "30 minutes"),
            new Query("""instance:observe_log_errors:ratio_rate1h{instance=~"$instance"}""", "1 hour"),
            new Query("""instance:observe_log_errors:ratio_rate6h{instance=~"$instance"}""", "6 hours"))
        {
            Description = "The share of errors over four windows; 1 % over 30 days is allowed. At 6 % that is gone in five days, at 14.4 % a fiftieth goes in an hour. The alert wants a long and a short window to agree.",
            NoValue = "No log line in five minutes",
            Thresholds = Thresholds.Above(0.06, 0.144), Alerts = ["ObserveLogErrorBudgetBurn"], Width = 12,
        })
    {
        Purpose = "How bad it is, and for whom.",
    };

    private static Row Patterns() => new("What fails",
        new Panel(3, "New error patterns", Units.Seconds,
            new Table(
                new Column("pattern", "Pattern") { Width = 160 },
                new Column("level", "Level") { Width = 80, Colors = Palette.Levels },
                new Column("A", "First seen") { Unit = Units.Seconds, Thresholds = Thresholds.Below((900, Severity.Info)) },
                new Column("B", "Lines in the range") { Unit = Units.Number })
            { SortBy = "First seen" },
            new Query("""min by (pattern, level) (time() - observe_log_pattern_first_seen_seconds{instance=~"$instance", level=~"error|fatal"})"""),
            new Query("""sum by (pattern, level) (increase(observe_log_pattern_records_total{instance=~"$instance", level=~"error|fatal"}[$__range]))"""))
        {
            Description = "Kinds of errors and how long ago each came up first; yellow within a quarter of an hour. `observe patterns show PATTERN` gives the text and examples.",
            NoValue = "No error has been seen",
            Alerts = ["ObserveLogNewErrorPattern"], Width = 12,
        },
        new Panel(20, "Most frequent patterns", Units.Number,
            new Table(
                new Column("pattern", "Pattern") { Width = 160 },
                new Column("level", "Level") { Width = 80, Colors = Palette.Levels },
                new Column("A", "Lines in the range") { Unit = Units.Number },
                new Column("B", "Lines a second") { Unit = Units.Number })
            { SortBy = "Lines in the range" },
            new Query("""topk(20, sum by (pattern, level) (increase(observe_log_pattern_records_total{instance=~"$instance"}[$__range])))"""),
            new Query("""sum by (pattern, level) (rate(observe_log_pattern_records_total{instance=~"$instance"}[$__rate_interval])) and topk(20, sum by (pattern, level) (increase(observe_log_pattern_records_total{instance=~"$instance"}[$__range])))"""))
        {
            Description = "The twenty kinds of lines that make most of the logs. What says nothing may go at its source.",
            NoValue = "No pattern is known",
            Width = 12,
        })
    {
        Purpose = "Lines of one form are one pattern, whatever ids and numbers stand in them.",
    };

    private static Row Volume() => new("How much",
        new Panel(5, "Lines by provider", Units.Number, new Chart { Axis = "lines/s", IsStacked = true },
            new Query($$"""instance_provider:observe_log_records:rate5m{{{Of}}}""", "{{provider}}"))
        {
            Description = "Lines a second, over five minutes. A provider that falls to nothing has stopped, or its file has moved.",
            NoValue = "No log line has been read",
            Alerts = ["ObserveLogProviderMissing"],
        },
        new Panel(21, "Lines by level", Units.Number, new Chart { Axis = "lines/s", IsStacked = true, Colors = Palette.Levels },
            new Query($$"""sum by (level) (rate(observe_log_records_total{{{Of}}}[$__rate_interval]))""", "{{level}}"))
        {
            Description = "Lines a second by level. Where nothing but debug and info rises, it is traffic or chatter.",
            NoValue = "No log line has been read",
        },
        new Panel(22, "Errors by category", Units.Number, new Chart { Axis = "lines/s" },
            new Query($$"""label_replace(topk(8, sum by (category) (rate(observe_log_records_total{{{Of}}, level=~"error|fatal"}[$__rate_interval]))), "category", "none", "category", "")""", "{{category}}"))
        {
            Description = "The part of the system that logs the error, as its lines name it; without a name where they do not.",
            NoValue = "No error has been seen",
        })
    {
        Purpose = "The flow of lines, and its gaps.",
    };

    private static Row Latency() => new("How long requests take",
        new Panel(23, "Spread of durations", Units.Seconds, new Heatmap(),
            new Query($$"""sum by (le) (increase(observe_log_request_duration_seconds_bucket{{{Of}}}[$__rate_interval]))""", "{{le}}"))
        {
            Description = "How many requests took how long. Two bands are two kinds of requests; a band that climbs is a queue.",
            NoValue = "No line of a log has a duration",
        },
        new Panel(24, "Quantiles", Units.Seconds, new Chart(),
            new Query($$"""histogram_quantile(0.50, sum by (le) (rate(observe_log_request_duration_seconds_bucket{{{Of}}}[$__rate_interval])))""", "p50"),
            new Query($$"""histogram_quantile(0.95, sum by (le) (rate(observe_log_request_duration_seconds_bucket{{{Of}}}[$__rate_interval])))""", "p95"),
            new Query($$"""histogram_quantile(0.99, sum by (le) (rate(observe_log_request_duration_seconds_bucket{{{Of}}}[$__rate_interval])))""", "p99"))
        {
            Description = "Half of the requests, one in twenty and one in a hundred take longer than these.",
            NoValue = "No line of a log has a duration",
        },
        new Panel(25, "By model", Units.Seconds,
            new Table(
                new Column("provider", "Provider") { Width = 90 },
                new Column("model", "Model"),
                new Column("A", "Traffic") { Unit = Units.RequestsPerSecond, Width = 95 },
                new Column("B", "p95") { Unit = Units.Seconds, Width = 90 })
            { SortBy = "p95" },
            new Query($$"""sum by (provider, model) (rate(observe_log_request_duration_seconds_count{{{Of}}}[$__rate_interval])) > 0"""),
            new Query($$"""histogram_quantile(0.95, sum by (provider, model, le) (rate(observe_log_request_duration_seconds_bucket{{{Of}}}[$__rate_interval]))) > 0"""))
        {
            Description = "Every model with its traffic and its p95.",
            NoValue = "No line of a log has a duration",
        })
    {
        Purpose = "Taken from the durations that lines carry.",
    };

    private static Row Reading() => new("Are they read, and how large are they?",
        new Panel(4, "Not yet read", Units.Bytes, new Chart(),
            new Query("""observe_log_lag_bytes{instance=~"$instance"}""", "{{instance}}"))
        {
            Description = "Bytes that are written and not read. Reading is faster than any writer, so what stays here is a fault or a destination that is full.",
            NoValue = "No agent reads logs",
            Thresholds = Thresholds.Above((100 * 1024 * 1024, Severity.Warning)), Alerts = ["ObserveLogIngestionStalled"], Width = 6,
        },
        new Panel(6, "Largest file", Units.Bytes, new Chart { DrawsThresholds = false },
            new Query("""observe_log_file_largest_bytes{instance=~"$instance"}""", "{{instance}}"))
        {
            Description = "The size of the largest watched file. One that only grows is not rotated.",
            NoValue = "No file is watched",
            Thresholds = Thresholds.Above((100 * 1024 * 1024, Severity.Info), (1024 * 1024 * 1024, Severity.Warning)), Alerts = ["ObserveLogFileTooLarge"], Width = 6,
        },
        new Panel(7, "Log files on disk", Units.Bytes, new Chart(),
            new Query("""instance:observe_log_files_size:bytes{instance=~"$instance"}""", "now, {{instance}}"),
            new Query("""predict_linear(instance:observe_log_files_size:bytes{instance=~"$instance"}[6h], 24 * 3600)""", "in a day, {{instance}}") { IsReference = true })
        {
            Description = "All watched files together, and what they will be in a day if it goes on like this.",
            NoValue = "No file is watched",
            Alerts = ["ObserveLogStorageGrowth"], Width = 6,
        },
        new Panel(26, "Not understood", Units.Number, new Chart { Axis = "lines/s" },
            new Query("""sum by (reason) (rate(observe_log_unparsed_total{instance=~"$instance"}[$__rate_interval]))""", "{{reason}}"))
        {
            Description = "Lines a second that could not be read as their format wants it, by reason. They are counted as lines of level unknown or as plain text all the same.",
            NoValue = "Every line was understood",
            Width = 6,
        })
    {
        Purpose = "The other side of logs: what is not in the figures above because nobody has read it.",
    };

    private static Row Lines() => new("The lines themselves",
        new Panel(27, "Latest warnings and errors", Units.None, new LogLines(),
            new Query("""{provider=~"$provider", level=~"warn|error|fatal"}"""))
        {
            Description = "Lines as they were written, secrets masked, from Loki. A line's details lead to everything of its trace.",
            NoValue = "Loki has no such line",
            EmptyWhen = "no warning was logged, or the agent sends no logs to Loki (docs/forwarding.md).",
            Width = 24, Height = 10,
        })
    {
        Purpose = "What was written, for what the patterns name.",
    };
}
