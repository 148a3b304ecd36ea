using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>Contextual Memory Reweaving: the memory layer of a language model.</summary>
internal static class CmrBoard
{
    private const string App = """job=~"$job", instance=~"$instance" """;
    private const string Layer = """job=~"$job", instance=~"$instance", cmr_layer=~"$layer" """;

    public static Dashboard Make() => new("cmr", "CMR")
    {
        Question = "Is the memory layer fast, is what it brings back of use, and which layer is to blame if not?",
        When = "answers get slow or worse, and when layers, buffer or thresholds were changed.",
        Variables =
        [
            new("job", "App", "cmr_captures_total"),
            new("instance", "Instance", """cmr_captures_total{job=~"$job"}"""),
            new("layer", "Layer", """cmr_captures_total{job=~"$job", instance=~"$instance"}""") { From = "cmr_layer" },
        ],
        Rows = [Now(), Time(), Quality(), Buffer(), Retrieval()],
    };

    private static Row Now() => new("Is it well?",
        new Panel(20, "Captures and reconstructions", Units.Number, new Chart { Axis = "a second" },
            new Query($$"""sum(rate(cmr_captures_total{{{Layer}}}[$__rate_interval]))""", "captures"),
            new Query($$"""sum(rate(cmr_reconstructions_total{{{Layer}}}[$__rate_interval]))""", "reconstructions"))
        {
            Description = "How often states are captured and woven back, a second.",
            NoValue = "No app with CMR pushes",
            Width = 6,
        },
        new Panel(7, "Health", Units.Share, new Chart { Max = 1 },
            new Query("""job_component:cmr_health:min{job=~"$job"}""", "{{component}}, {{job}}"))
        {
            Description = "The health of each component of each app from 0 to 100 %, as the agent or the app's own library sees it, whichever is worse: below 70 % yellow, below 40 % red.",
            NoValue = "No app with CMR",
            Thresholds = Thresholds.Below(0.7, 0.4), Alerts = ["ObserveCmrHealth"], Width = 6,
        },
        new Panel(21, "By layer", Units.None,
            new Table(
                new Column("cmr_layer", "Layer") { Width = 70 },
                new Column("A", "Captures/s") { Unit = Units.Number, Width = 100 },
                new Column("B", "Capture p95") { Unit = Units.Seconds, Width = 110, Thresholds = Thresholds.Above(0.1, 0.5) },
                new Column("C", "Reweaves/s") { Unit = Units.Number, Width = 105 },
                new Column("D", "Reweave p95") { Unit = Units.Seconds, Width = 115, Thresholds = Thresholds.Above(0.1, 0.5) },
                new Column("E", "Quality") { Unit = Units.Share, Width = 80 },
                new Column("F", "Buffer") { Unit = Units.Share, BarMax = 1 })
            { SortBy = "Reweave p95" },
            new Query($$"""sum by (cmr_layer) (rate(cmr_captures_total{{{Layer}}}[$__rate_interval]))"""),
            new Query($$"""max by (cmr_layer) (instance_layer:cmr_capture_duration:p95_rate5m{{{Layer}}})"""),
            new Query($$"""sum by (cmr_layer) (rate(cmr_reconstructions_total{{{Layer}}}[$__rate_interval]))"""),
            new Query($$"""max by (cmr_layer) (instance_layer:cmr_reconstruction_duration:p95_rate5m{{{Layer}}})"""),
            new Query($$"""
                sum by (cmr_layer) (rate(cmr_reconstruction_quality_sum{{{Layer}}}[$__rate_interval]))
                  / (sum by (cmr_layer) (rate(cmr_reconstruction_quality_count{{{Layer}}}[$__rate_interval])) > 0)
                """),
            new Query($$"""sum by (cmr_layer) (cmr_buffer_entries{{{Layer}}}) / sum by (cmr_layer) (cmr_buffer_limit{{{Layer}}})"""))
        {
            Description = "One row a layer: how often it captures and reweaves, how long one in twenty takes, the measured quality, and how full its buffer is. The slow layer is on top.",
            NoValue = "No app with CMR pushes",
            Alerts = ["ObserveCmrCaptureSlow", "ObserveCmrReconstructionSlow"], Width = 12,
        })
    {
        Purpose = "Rate, health and the layers side by side.",
    };

    private static Row Time() => new("How long it takes",
        new Panel(1, "Capture p95 by layer", Units.Seconds, new Chart(),
            new Query($$"""instance_layer:cmr_capture_duration:p95_rate5m{{{Layer}}}""", "layer {{cmr_layer}}"))
        {
            Description = "One capture in twenty takes longer than this, by layer, over five minutes.",
            NoValue = "Nothing has been captured",
            Thresholds = Thresholds.Above(0.1, 0.5), Alerts = ["ObserveCmrCaptureSlow"],
        },
        new Panel(2, "Reconstruction p95 by layer", Units.Seconds, new Chart(),
            new Query($$"""instance_layer:cmr_reconstruction_duration:p95_rate5m{{{Layer}}}""", "layer {{cmr_layer}}"))
        {
            Description = "One reconstruction in twenty takes longer than this, by layer, over five minutes.",
            NoValue = "Nothing has been reconstructed",
            Thresholds = Thresholds.Above(0.1, 0.5), Alerts = ["ObserveCmrReconstructionSlow"],
        },
        new Panel(22, "Forward passes", Units.Seconds, new Chart(),
            new Query($$"""histogram_quantile(0.50, sum by (gen_ai_request_model, le) (rate(cmr_forward_duration_seconds_bucket{{{App}}}[$__rate_interval])))""", "p50 {{gen_ai_request_model}}"),
            new Query($$"""histogram_quantile(0.95, sum by (gen_ai_request_model, le) (rate(cmr_forward_duration_seconds_bucket{{{App}}}[$__rate_interval])))""", "p95 {{gen_ai_request_model}}"))
        {
            Description = "Whole passes through the model, memory included. If they rise and the layers do not, the model itself is slow.",
            NoValue = "No forward pass is measured",
        },
        new Panel(23, "Spread of captures", Units.Seconds, new Heatmap(),
            new Query($$"""sum by (le) (increase(cmr_capture_duration_seconds_bucket{{{Layer}}}[$__rate_interval]))""", "{{le}}"))
        {
            Description = "How many captures took how long.",
            NoValue = "Nothing has been captured",
        },
        new Panel(24, "Spread of reconstructions", Units.Seconds, new Heatmap(),
            new Query($$"""sum by (le) (increase(cmr_reconstruction_duration_seconds_bucket{{{Layer}}}[$__rate_interval]))""", "{{le}}"))
        {
            Description = "How many reconstructions took how long. Two bands: two methods.",
            NoValue = "Nothing has been reconstructed",
        },
        new Panel(25, "Reconstruction by method", Units.Seconds, new Chart(),
            new Query($$"""histogram_quantile(0.95, sum by (cmr_method, le) (rate(cmr_reconstruction_duration_seconds_bucket{{{Layer}}}[$__rate_interval])))""", "{{cmr_method}}"))
        {
            Description = "The p95 of each method of reconstruction.",
            NoValue = "Nothing has been reconstructed",
        })
    {
        Purpose = "The cost of memory in time: by layer, by method, and beside the whole pass.",
    };

    private static Row Quality() => new("Is it of use?",
        new Panel(6, "Quality", Units.Share, new Chart { Max = 1 },
            new Query($$"""instance_quality:cmr_quality:avg_rate1h{{{App}}}""", "{{quality}}, {{job}}"))
        {
            Description = "The measured quality of reconstructions and retrievals, the mean of an hour. The alert compares it with the day before.",
            NoValue = "No app measures quality",
            Alerts = ["ObserveCmrQualityDegraded"],
        },
        new Panel(3, "Efficiency", Units.Share, new Chart { Max = 1 },
            new Query($$"""instance:cmr_efficiency:avg15m{{{App}}}""", "{{efficiency}}, {{job}}"))
        {
            Description = "Capture: states stored of those captured. Storage: states that were not evicted again. Low: work without use.",
            NoValue = "Nothing has been captured",
            Thresholds = Thresholds.Below((0.7, Severity.Warning)), Alerts = ["ObserveCmrEfficiencyLow"],
        },
        new Panel(26, "Memories a reconstruction", Units.Number, new Heatmap("Blues"),
            new Query($$"""sum by (le) (increase(cmr_reconstruction_memories_bucket{{{Layer}}}[$__rate_interval]))""", "{{le}}"))
        {
            Description = "How many memories were woven into one reconstruction. Always the most that is allowed: the threshold of relevance is too low.",
            NoValue = "Nothing has been reconstructed",
        })
    {
        Purpose = "Fast but useless is no success: what quality was measured, and how much work was wasted.",
    };

    private static Row Buffer() => new("The buffer",
        new Panel(27, "Entries by layer", Units.Number, new Chart { IsStacked = true },
            new Query($$"""sum by (cmr_layer) (cmr_buffer_entries{{{Layer}}})""", "layer {{cmr_layer}}"),
            new Query($$"""sum(cmr_buffer_limit{{{Layer}}})""", "limit") { IsReference = true, Color = "red" })
        {
            Description = "Entries in the buffer and the most that it may hold. Full is well, if what is evicted is old.",
            NoValue = "No app pushes its buffer",
        },
        new Panel(4, "Evictions by layer", Units.Share, new Chart(),
            new Query($$"""instance_layer:cmr_evictions:ratio_rate15m{{{Layer}}}""", "layer {{cmr_layer}}"))
        {
            Description = "Entries evicted by states stored, over a quarter of an hour. 100 %: the buffer is full. The alert also asks whether they go within a minute.",
            NoValue = "Nothing has been stored",
            Thresholds = Thresholds.Above((0.5, Severity.Warning)), Alerts = ["ObserveCmrEvictionsHigh"],
        },
        new Panel(28, "How long entries stay", Units.Seconds, new Chart { IsLogarithmic = true },
            new Query($$"""instance_layer:cmr_buffer_lifetime:seconds{{{Layer}}}""", "layer {{cmr_layer}}"))
        {
            Description = "Entries by the pace of eviction: how long one stays in the buffer. Below a minute it is too small for what is captured.",
            NoValue = "Nothing is evicted",
            EmptyWhen = "nothing has been evicted in a quarter of an hour, as long as the buffer is not full.",
            Thresholds = Thresholds.Below((60, Severity.Warning)), Alerts = ["ObserveCmrEvictionsHigh"],
        },
        new Panel(29, "Memory of the buffer", Units.Bytes, new Chart(),
            new Query($$"""sum by (job, instance) (cmr_buffer_size_bytes{{{App}}})""", "{{job}} {{instance}}"))
        {
            Description = "Bytes that the buffer takes, of all layers together.",
            NoValue = "No app pushes its buffer",
            Width = 12, Height = 7,
        },
        new Panel(30, "Evicted by", Units.Number, new Chart { Axis = "entries/s", IsStacked = true },
            new Query($$"""sum by (cmr_strategy) (rate(cmr_buffer_evictions_total{{{Layer}}}[$__rate_interval]))""", "{{cmr_strategy}}"))
        {
            Description = "Entries a second that were evicted, by strategy: because they were oldest, or of least relevance.",
            NoValue = "Nothing is evicted",
            EmptyWhen = "nothing has ever been evicted.",
            Width = 12, Height = 7,
        })
    {
        Purpose = "Whether it is large enough.",
    };

    private static Row Retrieval() => new("Retrieval",
        new Panel(5, "Cache hits", Units.Share, new Chart { Max = 1 },
            new Query($$"""instance:cmr_cache_hits:ratio_rate15m{{{App}}}""", "{{job}}"))
        {
            Description = "The share of requests that the cache of memories answered, over a quarter of an hour.",
            NoValue = "Nobody asks the cache",
            Thresholds = Thresholds.Below((0.5, Severity.Warning)), Alerts = ["ObserveCmrCacheHitsLow"],
        },
        new Panel(31, "Retrievals by strategy", Units.Number, new Chart { IsStacked = true, Axis = "retrievals/s" },
            new Query($$"""sum by (cmr_strategy) (rate(cmr_retrievals_total{{{App}}}[$__rate_interval]))""", "{{cmr_strategy}}"))
        {
            Description = "Searches for memories a second, by strategy.",
            NoValue = "Nothing is retrieved",
        },
        new Panel(32, "Retrieval p95", Units.Seconds, new Chart(),
            new Query($$"""histogram_quantile(0.95, sum by (cmr_strategy, le) (rate(cmr_retrieval_duration_seconds_bucket{{{App}}}[$__rate_interval])))""", "{{cmr_strategy}}"))
        {
            Description = "One search in twenty takes longer than this, by strategy.",
            NoValue = "Nothing is retrieved",
        })
    {
        Purpose = "How memories are found again.",
    };
}
