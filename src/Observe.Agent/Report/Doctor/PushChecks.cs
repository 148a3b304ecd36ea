using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records.Status;

namespace Observe.Agent.Report.Doctor;

/// <summary>Looks at what apps push: endpoints, who came when, what was refused and why, clocks, cardinality.</summary>
internal static class PushChecks
{
    private const double MostAhead = 30;
    private const double MostBehind = -15 * 60;
    private const double NearLimit = 0.8;
    private const int MostNames = 5;
    private const int MostApps = 20;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    public static IEnumerable<Finding> Of(AgentStatus status, SeriesTop top) =>
        Endpoints(status.Otlp).Concat(Apps(status)).Concat(Requests(status.Otlp)).Concat(Points(status)).Concat(Series(top));

    private static IEnumerable<Finding> Endpoints(PushStatus otlp)
    {
        if (!otlp.Enabled)
        {
            yield return Finding.Warning("otlp", "apps cannot push: otlp.enabled is false", "set it to true, or send nothing here");
            yield break;
        }

        if (otlp.Grpc is null || otlp.Http is null)
        {
            var missing = (otlp.Grpc, otlp.Http) switch { (null, null) => "gRPC and HTTP", (null, _) => "gRPC", _ => "HTTP" };

            // A port that was asked for and cannot be had ends the start; so nobody asked for this one.
            yield return Finding.Warning(
                "otlp", $"{missing} is not taken: another program has the port", "stop it (a Collector?), name another address with otlp.grpc and otlp.http, or set otlp.enabled to false when nothing is to be pushed here");
        }

        if (otlp.Grpc is not null || otlp.Http is not null)
        {
            yield return Finding.Ok("otlp", $"gRPC at {otlp.Grpc ?? "none"}, HTTP at {otlp.Http ?? "none"}");
        }
    }

    private static IEnumerable<Finding> Apps(AgentStatus status)
    {
        if (status.Otlp.Enabled && status.Otlp.Apps.Count == 0)
        {
            yield return Finding.Warning(
                "apps", "no app has pushed anything since the agent started",
                $"set OTEL_EXPORTER_OTLP_ENDPOINT={status.Otlp.Http?.TrimEnd('/') ?? "http://127.0.0.1:4318"} and OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf in the app");
        }

        var apps = status.Otlp.Apps.GroupBy(a => a.App, StringComparer.Ordinal).Select(a => App(status, a).ToList()).OrderByDescending(Worst).ToList();
        foreach (var finding in apps.Take(MostApps).SelectMany(a => a))
        {
            yield return finding;
        }

        if (apps.Count > MostApps)
        {
            var rest = apps[MostApps..];
            var toSee = rest.Count(a => Worst(a) != FindingState.Ok);
            yield return toSee == 0
                ? Finding.Ok("apps", $"{AgentChecks.Number(rest.Count)} more")
                : new Finding("apps", Worst(rest[0]), $"{AgentChecks.Number(rest.Count)} more, {AgentChecks.Number(toSee)} of them with findings as above", "GET /api/status has them all");
        }

        static FindingState Worst(List<Finding> findings) => findings.Max(f => f.State);
    }

    private static IEnumerable<Finding> App(AgentStatus status, IGrouping<string, AppStatus> app)
    {
        var name = app.Key.Length == 0 ? "an app without service.name" : app.Key;
        var signals = string.Join(", ", app.Select(a => $"{a.Signal} {AgentChecks.Span(status.Now - a.Last)} ago ({AgentChecks.Number(a.Requests)} requests)"));
        if (app.Key.Length == 0)
        {
            yield return Finding.Warning("apps", $"{name} pushes: {signals}", "set OTEL_SERVICE_NAME: apps without a name are taken for one");
        }
        else
        {
            yield return status.Now - app.Max(a => a.Last) > Silence
                ? Finding.Warning("apps", $"{name} has fallen silent: {signals}", "look whether it runs; its series leave the page after series.expiry")
                : Finding.Ok("apps", $"{name}: {signals}");
        }

        foreach (var late in app.Where(a => a.ClockAhead is > MostAhead or < MostBehind))
        {
            var ahead = late.ClockAhead > 0;
            yield return Finding.Problem(
                "clock", $"the times on {late.Signal} of {name} are {AgentChecks.Span(TimeSpan.FromSeconds(late.ClockAhead!.Value))} {(ahead ? "ahead" : "behind")}",
                ahead ? "set its machine's clock by NTP" : "set its machine's clock by NTP, or look why it sends so late");
        }
    }

    private static IEnumerable<Finding> Requests(PushStatus otlp) => otlp.Requests
        .Select(r => (Request: r, Remedy: RemedyOf(r.Reason))).Where(r => r.Remedy.Length > 0)
        .Select(r => Finding.Problem("requests", $"{AgentChecks.Number(r.Request.Count)} requests ({r.Request.Of}) answered {r.Request.Reason}", r.Remedy));

    private static string RemedyOf(string outcome) => outcome switch
    {
        "malformed" => "the client sends no OTLP, or a proxy breaks it; the agent's log names it",
        "too_large" => "send smaller batches, or raise otlp.maxRequestBytes",
        "unsupported" => "check path (/v1/metrics, /v1/logs, /v1/traces), protocol (gRPC to 4317, HTTP to 4318) and compression (gzip or none)",
        "unauthenticated" => "give the app a token: OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20...",
        "busy" => "the client comes again; if it goes on, see 'ready' and the destinations, or raise otlp.maxRequests and otlp.maxBodyMemoryBytes",
        "late" => "the network or the client is slow; raise otlp.bodyTimeout, or the exporter's timeout",
        "failed" => "a fault of the agent: its log has it; please report it",
        _ => "",
    };

    private static IEnumerable<Finding> Points(AgentStatus status) => status.Dropped
        .Where(d => d.Of == PushedMetrics.Component && d.Reason != Refusal.Repeated.Label())
        .Select(d => Finding.Problem("points", $"{AgentChecks.Number(d.Count)} points of metrics rejected: {d.Reason}", RemedyOfPoint(d.Reason)));

    private static string RemedyOfPoint(string reason) => Enum.GetValues<Refusal>().FirstOrDefault(r => r != Refusal.None && r.Label() == reason) switch
    {
        Refusal.TypeConflict => "two apps push one name as different types: rename one; the answer to the app names the metric",
        Refusal.OutOfOrder => "two processes push one service.instance.id, or none: give each its own",
        Refusal.NoTime => "the app pushes increments without times: use an SDK that sets them, or cumulative temporality",
        Refusal.InvalidValue => "the app pushes values its metric cannot have, such as a counter below zero",
        Refusal.TooManyBuckets => "use fewer bounds, or an exponential histogram",
        Refusal.TooManyLabels or Refusal.LabelTooLong => "drop attributes with a view in the app, or raise series.maxLabels, series.maxLabelNameBytes, series.maxLabelValueBytes",
        Refusal.InvalidName => $"give the metric a name of at most {Limits.MaxNameBytes} bytes",
        _ => "drop attributes with many values; see 'series'",
    };

    private static IEnumerable<Finding> Series(SeriesTop top)
    {
        var offenders = top.Names.Where(n => n.Overflowing > 0 || n.Series >= top.LimitPerName * NearLimit).Take(MostNames).ToList();
        foreach (var name in offenders)
        {
            var label = name.Labels.FirstOrDefault(l => l.Label == name.Blame);
            var blame = label is null ? "" : $"; the label to blame is {label.Label} with {AgentChecks.Number(label.Values)} values ({string.Join(", ", label.Examples)} ...)";
            var what = $"{name.Name} has {AgentChecks.Number(name.Series)} of at most {AgentChecks.Number(top.LimitPerName)} series, {AgentChecks.Number(name.Overflowing)} more overflow{blame}";
            var remedy = $"drop {label?.Label ?? "the label with most values"} with a view in the app, or raise series.maxPerName";
            yield return name.Overflowing > 0 ? Finding.Problem("series", what, remedy) : Finding.Warning("series", what, remedy);
        }

        if (top.Series >= top.Limit * NearLimit)
        {
            yield return Finding.Warning("series", $"{AgentChecks.Number(top.Series)} of at most {AgentChecks.Number(top.Limit)} series are pushed", "drop labels in the apps, or raise series.max");
        }
        else if (offenders.Count == 0)
        {
            yield return Finding.Ok("series", $"{AgentChecks.Number(top.Series)} of at most {AgentChecks.Number(top.Limit)}");
        }
    }
}
