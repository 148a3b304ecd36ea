using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>The agent itself, and those that watch with it.</summary>
internal static class AgentBoard
{
    public static Dashboard Make() => new("agent", "Agent health")
    {
        Question = "Does the watcher itself work: does everything answer, is anything dropped, do alerts arrive?",
        When = "a panel is empty that should not be, an alert did not come, or the agent takes too much.",
        Variables =
        [
            new("job", "Job", "up"),
            new("instance", "Instance", """up{job=~"$job"}"""),
        ],
        Rows = [Targets(), Work(), Alerts(), Cost()],
    };

    private static Row Targets() => new("Does everything answer?",
        new Panel(1, "Targets", Units.None,
            new Table(
                new Column("job", "Job") { Width = 120 },
                new Column("instance", "Instance"),
                new Column("A", "Answers") { Width = 90, Unit = "bool_yes_no" },
                new Column("B", "Took") { Unit = Units.Seconds, Width = 90 },
                new Column("C", "Samples") { Unit = Units.Number, Width = 90 })
            { SortBy = "Took" },
            new Query("""max by (job, instance) (up{job=~"$job", instance=~"$instance"})"""),
            new Query("""max by (job, instance) (scrape_duration_seconds{job=~"$job", instance=~"$instance"})"""),
            new Query("""max by (job, instance) (scrape_samples_scraped{job=~"$job", instance=~"$instance"})"""))
        {
            Description = "Everything that Prometheus reads: whether the last scrape was answered, how long it took and how much it brought.",
            NoValue = "Prometheus has no targets",
            Alerts = ["ObserveTargetDown", "ObserveAgentAbsent"], Width = 12,
        },
        new Panel(2, "Scrape duration", Units.Seconds, new Chart { IsLogarithmic = true },
            new Query("""scrape_duration_seconds{job=~"$job", instance=~"$instance"}""", "{{job}} {{instance}}"))
        {
            Description = "How long each scrape took. Behind the timeout of ten seconds there are gaps.",
            NoValue = "Prometheus has no targets",
            Thresholds = Thresholds.Above(1, 5), Alerts = ["ObserveScrapeSlow"], Width = 12,
        })
    {
        Purpose = "What does not answer here is blind in every other dashboard.",
    };

    private static Row Work() => new("Does it keep up?",
        new Panel(20, "Records through each component", Units.Number, new Chart { Axis = "records/s" },
            new Query("""sum by (component) (rate(observe_component_received_total{instance=~"$instance"}[$__rate_interval]))""", "{{component}}"))
        {
            Description = "Records a second that each part of the agent takes in. One that falls while the one before it does not is stuck.",
            NoValue = "No agent is chosen",
        },
        new Panel(3, "Dropped by component", Units.Share, new Chart(),
            new Query("""instance_component:observe_component_drops:ratio_increase10m{instance=~"$instance"}""", "{{component}}"))
        {
            Description = "What a part of the agent gave up, by what it received, over ten minutes. Anything above nothing is a loss.",
            NoValue = "No component received anything",
            Thresholds = Thresholds.Above((0.01, Severity.Critical)), Alerts = ["ObserveComponentDrops"],
        },
        new Panel(21, "Faults by reason", Units.Number, new Chart { Axis = "faults/s" },
            new Query("""sum by (component, reason) (rate(observe_component_errors_total{instance=~"$instance"}[$__rate_interval])) > 0""", "{{component}}: {{reason}}"))
        {
            Description = "Faults a second of each part, by reason. The agent's log says more.",
            NoValue = "No faults",
            EmptyWhen = "there was no fault.",
        },
        new Panel(22, "How long work takes", Units.Seconds, new Chart { IsLogarithmic = true },
            new Query("""histogram_quantile(0.95, sum by (component, le) (rate(observe_component_duration_seconds_bucket{instance=~"$instance"}[$__rate_interval])))""", "{{component}}"))
        {
            Description = "The p95 of a batch in each part; a commit should take milliseconds.",
            NoValue = "No agent is chosen",
        },
        new Panel(23, "Queues", Units.Share, new Chart { Max = 1 },
            new Query("""observe_queue_size_bytes{instance=~"$instance"} / observe_queue_limit_bytes{instance=~"$instance"}""", "{{component}}"))
        {
            Description = "How full the queues of destinations are. A full one holds reading back until its peer takes again.",
            NoValue = "Nothing is forwarded",
            EmptyWhen = "no destination is configured (docs/forwarding.md).",
        },
        new Panel(24, "Collectors", Units.Seconds, new Table(
                new Column("collector", "Collector"),
                new Column("A", "Works") { Unit = "bool_yes_no", Width = 90 },
                new Column("B", "Took") { Unit = Units.Seconds, Width = 100 })
            { SortBy = "Took" },
            new Query("""min by (collector) (observe_collector_success{instance=~"$instance"})"""),
            new Query("""max by (collector) (observe_collector_duration_seconds{instance=~"$instance"})"""))
        {
            Description = "The collectors that read the machine: whether the last reading succeeded, and how long it took.",
            NoValue = "Collectors are switched off",
        })
    {
        Purpose = "Every record is received, sent, dropped or failed by each part it passes; here is the balance.",
    };

    private static Row Alerts() => new("Do alerts arrive?",
        new Panel(4, "Alerts firing", Units.None, new Chart { IsBars = true, IsStacked = true },
            new Query("""count by (alertname) (ALERTS{alertstate="firing"})""", "{{alertname}}"))
        {
            Description = "Alerts that fire, by name. ObserveWatchdog always does: when it is missing, rules are not evaluated.",
            NoValue = "Rules are not evaluated",
            Alerts = ["ObserveWatchdog"], Width = 12,
        },
        new Panel(25, "Alerts at the agent", Units.Number, new Chart(),
            new Query("""sum by (severity) (observe_alerts_firing{instance=~"$instance", severity!="other"})""", "firing, {{severity}}"))
        {
            Description = "Alerts that the agent was told of and that have not ended. Severity none is the watchdog: 0 means that Alertmanager does not reach the agent.",
            NoValue = "No agent is chosen",
            Width = 12,
        })
    {
        Purpose = "From the rule in Prometheus to the agent's webhook.",
    };

    private static Row Cost() => new("What does it take itself?",
        new Panel(26, "Processor time", Units.Share, new Chart(),
            new Query("""sum by (instance) (rate(process_cpu_time_seconds_total{instance=~"$instance", process_executable_name="observe"}[$__rate_interval]))""", "{{instance}}"))
        {
            Description = "Processors that the agent keeps busy; 100 % is one.",
            NoValue = "The agent does not watch itself",
            Width = 5,
        },
        new Panel(27, "Memory", Units.Bytes, new Chart(),
            new Query("""process_memory_usage_bytes{instance=~"$instance", process_executable_name="observe"}""", "{{instance}}"))
        {
            Description = "The agent's resident memory. It should be flat; a floor that rises for hours is a leak.",
            NoValue = "The agent does not watch itself",
            Width = 5,
        },
        new Panel(28, "Threads and open files", Units.Number, new Chart(),
            new Query("""process_thread_count{instance=~"$instance", process_executable_name="observe"}""", "threads, {{instance}}"),
            new Query("""process_unix_file_descriptor_count{instance=~"$instance", process_executable_name="observe"}""", "open files, {{instance}}"))
        {
            Description = "A number that only rises is a leak.",
            NoValue = "The agent does not watch itself",
            Width = 5,
        },
        new Panel(29, "Versions", Units.None,
            new Table(new Column("instance", "Agent") { Width = 150 }, new Column("version", "Version"), new Column("A", "Up for") { Unit = Units.Seconds, Width = 100 }),
            new Query("""
                max by (instance, version) (
                  observe_build_info{instance=~"$instance"}
                    * on (job, instance) group_left () max by (job, instance) (process_uptime_seconds{process_executable_name="observe"})
                )
                """))
        {
            Description = "Which version each agent runs, and since when.",
            NoValue = "No agent is chosen",
            Width = 9,
        })
    {
        Purpose = "A watcher must not be the burden.",
    };
}
