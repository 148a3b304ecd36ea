using Observe.Agent.Expose;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Status;
using Observe.Agent.Sources.Otlp;

namespace Observe.Agent.Hosting;

/// <summary>Puts together what the running agent knows, for <c>GET /api/status</c> and so for <c>observe doctor</c>.</summary>
internal sealed class StatusReader(
    LogEngine engine, Readiness readiness, ScrapeBook scrapes, OtlpArrivals arrivals, OtlpMetrics otlp, string? configurationFile, AgentOptions options, TimeProvider time)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();

    public AgentStatus Read(OtlpServer? server)
    {
        var files = engine.Tailer.Survey();
        return new AgentStatus
        {
            Version = AgentVersion.Text,
            Started = _started,
            Now = time.GetUtcNow(),
            DataDirectory = options.Data,
            ConfigurationFile = configurationFile,
            NotReady = readiness.Reasons,
            Files = new FilesStatus(options.Watch, files.Count, files.Sum(f => f.Unread)),
            Otlp = new PushStatus(
                options.Otlp.Enabled,
                server?.Grpc?.ToString(),
                server?.Http?.ToString(),
                otlp.SinceStart.Counts,
                [.. arrivals.All.OrderBy(a => a.App, StringComparer.Ordinal).ThenBy(a => a.Signal)
                    .Select(a => new AppStatus(OtlpLabels.Of((Records.Otlp.OtlpSignal?)a.Signal), a.App, a.Last, a.Requests, a.ClockAhead?.TotalSeconds))]),
            Scrapes = scrapes.All,
            Dropped = engine.Components.DroppedSinceStart.Counts,
            Errors = engine.Components.ErrorsSinceStart.Counts,
            Queues = engine.Components.QueueStatuses,
        };
    }
}
