using System.Text;
using System.Text.Json;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records.Status;
using Observe.Agent.Report.Doctor;

namespace Observe.Agent.Tests.Report.Doctor;

public class DoctorReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 0, 0, TimeSpan.Zero);

    private static readonly AgentStatus Well = new()
    {
        Version = "1", Started = Now.AddHours(-2), Now = Now, DataDirectory = "/d", ConfigurationFile = "/etc/observe.json", NotReady = [],
        Files = new FilesStatus(["/var/log/*.log"], 3, 0),
        Otlp = new PushStatus(true, "http://127.0.0.1:4317/", "http://127.0.0.1:4318/", [new("logs", "accepted", 7)], [new("logs", "shop", Now.AddSeconds(-5), 7, -1)]),
        Scrapes = [new("127.0.0.1", "Prometheus/3.0", Now.AddSeconds(-9), 100)],
        Dropped = [], Errors = [], Queues = [new("forward_loki", 10, 1000)],
    };

    private static readonly SeriesTop NoSeries = new(10, 1000, 100, []);

    [Fact]
    public void An_agent_that_all_reaches_is_well()
    {
        var findings = Findings(Well);

        Assert.All(findings, f => Assert.Equal((FindingState.Ok, ""), (f.State, f.Remedy)));
        Assert.True(new DoctorReport(findings).IsWell);
    }

    /// <summary>Each with a word of what is found and one of what to do.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "version", "warning version: the agent is 0", "restart" },
        { "other file", "warning configuration: the agent uses /etc/other.json", "--config" },
        { "file changed", "warning configuration: /etc/observe.json was changed", "restart" },
        { "agent's clock", "problem clock: the agent's clock and this machine's are 2 min apart", "NTP" },
        { "not ready", "problem ready: commit: the disk is full", "mend" },
        { "no files", "warning files: no file matches /var/log/*.log", "watch" },
        { "unread", "warning files: 100,000,000 bytes", "tail.workers" },
        { "unreadable", "warning files: 4 faults of files: unreadable", "user" },
        { "no scrape", "problem scrapes: nobody asked for /metrics", "honor_labels" },
        { "curl alone", "problem scrapes: nobody asked for /metrics", "honor_labels" },
        { "old scrape", "problem scrapes: the last scrape was 10 min ago", "scrape_configs" },
        { "queue full", "problem forward_loki: the queue is full", "destination" },
        { "refused by peer", "problem forward_loki: gave up or was refused: http_400 3 times", "forwarding" },
        { "peer away", "warning forward_loki: 10 bytes wait, faults so far: connection 9 times", "destination" },
        { "otlp off", "warning otlp: apps cannot push", "true" },
        { "port taken", "warning otlp: gRPC is not taken", "otlp.enabled" },
        { "no apps", "warning apps: no app has pushed", "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318" },
        { "nameless app", "warning apps: an app without service.name", "OTEL_SERVICE_NAME" },
        { "silent app", "warning apps: shop has fallen silent", "runs" },
        { "app's clock ahead", "problem clock: the times on logs of shop are 60 s ahead", "NTP" },
        { "app's clock behind", "problem clock: the times on logs of shop are 33 min behind", "NTP" },
        { "no token", "problem requests: 3 requests (logs) answered unauthenticated", "OTEL_EXPORTER_OTLP_HEADERS" },
        { "points", "problem points: 5 points of metrics rejected: type_conflict", "rename" },
        { "overflow", "problem series: hits has 100 of at most 100 series, 7 more overflow; the label to blame is user", "drop user" },
        { "many", "warning series: 900 of at most 1,000", "series.max" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_found_with_its_remedy(string fault, string what, string remedy)
    {
        var (status, top, changed, file) = (Well, NoSeries, Now.AddDays(-1), "/etc/observe.json");
        switch (fault)
        {
            case "version": status = Well with { Version = "0" }; break;
            case "other file": status = Well with { ConfigurationFile = "/etc/other.json" }; break;
            case "file changed": changed = Now.AddMinutes(-1); break;
            case "agent's clock": status = Well with { Now = Now.AddMinutes(2), Scrapes = [Well.Scrapes[0] with { Last = Now.AddMinutes(2) }] }; break;
            case "not ready": status = Well with { NotReady = ["commit: the disk is full"] }; break;
            case "no files": status = Well with { Files = Well.Files with { Count = 0 } }; break;
            case "unread": status = Well with { Files = Well.Files with { Unread = 100_000_000 } }; break;
            case "unreadable": status = Well with { Errors = [new("file_tail", "unreadable", 4)] }; break;
            case "no scrape": status = Well with { Scrapes = [] }; break;
            case "curl alone": status = Well with { Scrapes = [new("127.0.0.1", "curl/7", Now, 1)] }; break;
            case "old scrape": status = Well with { Scrapes = [Well.Scrapes[0] with { Last = Now.AddMinutes(-10) }] }; break;
            case "queue full": status = Well with { Queues = [new("forward_loki", 1000, 1000)] }; break;
            case "refused by peer": status = Well with { Dropped = [new("forward_loki", "http_400", 3)] }; break;
            case "peer away": status = Well with { Errors = [new("forward_loki", "connection", 9)] }; break;
            case "otlp off": status = Well with { Otlp = Well.Otlp with { Enabled = false, Grpc = null, Http = null, Apps = [] } }; break;
            case "port taken": status = Well with { Otlp = Well.Otlp with { Grpc = null } }; break;
            case "no apps": status = Well with { Otlp = Well.Otlp with { Apps = [] } }; break;
            case "nameless app": status = WithApp(a => a with { App = "" }); break;
            case "silent app": status = WithApp(a => a with { Last = Now.AddMinutes(-9) }); break;
            case "app's clock ahead": status = WithApp(a => a with { ClockAhead = 60 }); break;
            case "app's clock behind": status = WithApp(a => a with { ClockAhead = -2000 }); break;
            case "no token": status = Well with { Otlp = Well.Otlp with { Requests = [new("logs", "unauthenticated", 3)] } }; break;
            case "points": status = Well with { Dropped = [new("otlp_metrics", "type_conflict", 5), new("otlp_metrics", "repeated", 5)] }; break;
            case "overflow": top = NoSeries with { Names = [new SeriesOfName("hits", 100, 7, "user", [new LabelValues("user", 100, ["a", "b"])])] }; break;
            default: top = NoSeries with { Series = 900 }; break;
        }

        var finding = Assert.Single(Findings(status, top, changed, file), f => f.State != FindingState.Ok);
        Assert.StartsWith(what, $"{finding.State.ToString().ToLowerInvariant()} {finding.Check}: {finding.What}", StringComparison.Ordinal);
        Assert.Contains(remedy, finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_to_refuse_a_point_has_a_remedy_of_its_own()
    {
        var reasons = Enum.GetValues<Refusal>().Where(r => r is not (Refusal.None or Refusal.Repeated)).ToList();
        var findings = Findings(Well with { Dropped = [.. reasons.Select(r => new ReasonCount("otlp_metrics", r.Label(), 1))] }).Where(f => f.Check == "points").ToList();

        Assert.Equal(reasons.Count, findings.Count);
        Assert.InRange(findings.Select(f => f.Remedy).Distinct().Count(), reasons.Count - 1, reasons.Count);
    }

    [Fact]
    public void Of_many_apps_those_to_look_at_come_first_and_the_rest_in_one_line()
    {
        var apps = Enumerable.Range(0, 300).Select(i => Well.Otlp.Apps[0] with { App = $"app{i}" }).ToList();
        var well = Findings(Well with { Otlp = Well.Otlp with { Apps = apps } }).Where(f => f.Check == "apps").ToList();
        Assert.Equal((21, "280 more"), (well.Count, well[^1].What));

        apps[250] = apps[250] with { Last = Now.AddMinutes(-9) };
        apps[299] = apps[299] with { ClockAhead = 60 };
        var some = Findings(Well with { Otlp = Well.Otlp with { Apps = apps } });
        Assert.Equal(["app299: logs 5 s ago (7 requests)", "app250 has fallen silent: logs 9 min ago (7 requests)"], some.Where(f => f.Check == "apps").Take(2).Select(f => f.What));
        Assert.Single(some, f => f is { Check: "clock", State: FindingState.Problem });

        var silent = Findings(Well with { Otlp = Well.Otlp with { Apps = [.. apps.Select(a => a with { Last = Now.AddMinutes(-9), ClockAhead = 0 })] } });
        Assert.Equal((FindingState.Warning, "280 more, 280 of them with findings as above"), silent.Where(f => f.Check == "apps").Select(f => (f.State, f.What)).Last());
    }

    [Fact]
    public void It_is_written_as_text_without_control_characters_and_as_json()
    {
        var report = new DoctorReport(Findings(WithApp(a => a with { App = "\u001b[31mred", ClockAhead = 60 })));
        using var text = new StringWriter();
        report.WriteText(text);
        Assert.Contains("PROBLEM  clock          the times on logs of \\u001b[31mred are", text.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("1 problems, 0 warnings\n", text.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);

        using var stream = new MemoryStream();
        report.WriteJson(stream);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        Assert.False(json.RootElement.GetProperty("well").GetBoolean());
        Assert.Equal(["problem"], json.RootElement.GetProperty("findings").EnumerateArray().Where(f => f.TryGetProperty("remedy", out _)).Select(f => f.GetProperty("state").GetString()));
    }

    private static AgentStatus WithApp(Func<AppStatus, AppStatus> change) => Well with { Otlp = Well.Otlp with { Apps = [change(Well.Otlp.Apps[0])] } };

    private static List<Finding> Findings(AgentStatus status, SeriesTop? top = null, DateTimeOffset? changed = null, string file = "/etc/observe.json") =>
        [.. AgentChecks.Of(status, "1", file, changed, Now), .. PushChecks.Of(status, top ?? NoSeries)];
}
