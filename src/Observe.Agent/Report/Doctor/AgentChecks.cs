using System.Globalization;
using Observe.Agent.Records.Status;

namespace Observe.Agent.Report.Doctor;

/// <summary>Looks at the agent itself: version, configuration, readiness, files, scrapes, destinations.</summary>
internal static class AgentChecks
{
    private const long MuchUnread = 64 * 1024 * 1024;

    private static readonly TimeSpan ScrapeSilence = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(30);

    /// <param name="status">What the agent says.</param>
    /// <param name="version">Of the command.</param>
    /// <param name="configurationFile">That the command would use.</param>
    /// <param name="changed">When it was written last; null when there is none.</param>
    /// <param name="now">By the command's clock.</param>
    public static IEnumerable<Finding> Of(AgentStatus status, string version, string? configurationFile, DateTimeOffset? changed, DateTimeOffset now)
    {
        yield return status.Version == version
            ? Finding.Ok("version", $"{version}, the agent runs for {Span(status.Now - status.Started)}")
            : Finding.Warning("version", $"the agent is {status.Version}, this command {version}", "restart the agent, or use the command of its version");
        yield return Configuration(status, configurationFile, changed);
        var skew = (status.Now - now).Duration();
        yield return skew <= LargestSkew
            ? Finding.Ok("clock", "the agent's clock goes with this machine's")
            : Finding.Problem("clock", $"the agent's clock and this machine's are {Span(skew)} apart", "set both by NTP; Prometheus drops what is too far off");
        foreach (var reason in status.NotReady)
        {
            yield return Finding.Problem("ready", reason, "mend this first: until then /metrics stands still");
        }

        yield return Files(status.Files);
        foreach (var (of, reason, count) in status.Errors.Where(e => e.Of == "file_tail"))
        {
            yield return Finding.Warning(
                "files", $"{Number(count)} faults of files: {reason}", reason is "unreadable" or "read_error" ? "let the agent's user read them, or exclude them" : "the agent's log names the files; exclude what is no log");
        }

        yield return Scrapes(status);
        foreach (var queue in status.Queues)
        {
            yield return Destination(status, queue);
        }
    }

    private static Finding Configuration(AgentStatus status, string? file, DateTimeOffset? changed) => (status.ConfigurationFile, file) switch
    {
        var (used, mine) when used != mine => Finding.Warning(
            "configuration", $"the agent uses {used ?? "no file"}, this command {mine ?? "no file"}", "name the agent's with --config, or start the agent with this one"),
        _ when changed > status.Started => Finding.Warning("configuration", $"{file} was changed after the agent started", "restart the agent: it reads the file once"),
        _ => Finding.Ok("configuration", $"{status.ConfigurationFile ?? "no file, the defaults"}, data in {status.DataDirectory}"),
    };

    private static Finding Files(FilesStatus files) => files switch
    {
        { Count: 0 } => Finding.Warning("files", $"no file matches {string.Join(" ", files.Watch)}", "set watch to where the logs are; 'observe config' shows what is in force"),
        { Unread: > MuchUnread } => Finding.Warning("files", $"{Number(files.Unread)} bytes of {Number(files.Count)} files are not read yet", "wait; if it grows, raise tail.workers, or see the destinations below"),
        _ => Finding.Ok("files", $"{Number(files.Count)} followed, {Number(files.Unread)} bytes not read yet"),
    };

    private static Finding Scrapes(AgentStatus status)
    {
        var prometheus = status.Scrapes.Where(s => !s.UserAgent.StartsWith("curl", StringComparison.OrdinalIgnoreCase) && !s.UserAgent.StartsWith("Mozilla", StringComparison.Ordinal)).ToList();
        const string Remedy = "add this agent's address to scrape_configs of prometheus.yml, with honor_labels: true; look at Prometheus' page /targets";
        if (prometheus.Count == 0)
        {
            return status.Now - status.Started < StartTime
                ? Finding.Warning("scrapes", "nobody has asked for /metrics yet; the agent has just started", "wait for Prometheus' scrape_interval, then ask again")
                : Finding.Problem("scrapes", $"nobody asked for /metrics since the agent started {Span(status.Now - status.Started)} ago", Remedy);
        }

        var last = prometheus.MaxBy(s => s.Last)!;
        return status.Now - last.Last > ScrapeSilence
            ? Finding.Problem("scrapes", $"the last scrape was {Span(status.Now - last.Last)} ago, by {last.UserAgent} at {last.Client}", Remedy)
            : Finding.Ok("scrapes", string.Join("; ", prometheus.Take(3).Select(s => $"{s.UserAgent} at {s.Client}, {Number(s.Count)} times, last {Span(status.Now - s.Last)} ago")));
    }

    private static Finding Destination(AgentStatus status, QueueStatus queue)
    {
        var errors = status.Errors.Where(e => e.Of == queue.Component).ToList();
        var dropped = status.Dropped.Where(d => d.Of == queue.Component).ToList();
        var why = string.Join(", ", errors.Concat(dropped).Select(e => $"{e.Reason} {Number(e.Count)} times"));
        return queue switch
        {
            { Size: var size, Limit: var limit } when size >= limit * 0.9 => Finding.Problem(
                queue.Component, $"the queue is full ({Number(size)} of {Number(limit)} bytes): reading waits. {why}", "mend the destination, raise its queueBytes, or remove it from forward"),
            _ when dropped.Count > 0 => Finding.Problem(queue.Component, $"gave up or was refused: {why}", "see docs/forwarding.md for the reason; the agent's log has the peer's words"),
            _ when errors.Count > 0 && queue.Size > 0 => Finding.Warning(queue.Component, $"{Number(queue.Size)} bytes wait, faults so far: {why}", "look whether the destination answers; what waits is sent when it does"),
            _ => Finding.Ok(queue.Component, $"{Number(queue.Size)} bytes wait"),
        };
    }

    internal static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Span(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 100 } s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalSeconds:0} s"),
        { TotalMinutes: < 100 } s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalMinutes:0} min"),
        { TotalHours: < 48 } s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalHours:0} h"),
        var s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalDays:0} days"),
    };
}
