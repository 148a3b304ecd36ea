using System.CommandLine;
using System.Text.Json;
using Observe.Agent.Expose;
using Observe.Agent.Hosting;
using Observe.Agent.Hosting.Configuration;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records.Status;
using Observe.Agent.Report.Doctor;

namespace Observe.Agent.Commands;

/// <summary><c>observe doctor</c>: asks a running agent why a panel may be empty.</summary>
internal sealed class DoctorCommand : Verb
{
    private const int MaxAnswerBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly CommandContext _context;

    public DoctorCommand(CommandContext context)
        : base("doctor", "Find out why a panel is empty: what reaches the agent of this machine, what it rejects and why; exit code 1 when there are problems.",
            "observe doctor",
            "observe doctor --listen 127.0.0.1:9464 --json")
    {
        _context = context;
        _flags.AddTo(this, listen: true);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        var configuration = ConfigurationLoader.Load(_flags.Read(result), _context.Surroundings);
        var findings = configuration.Faults.Count > 0
            ? [.. configuration.Faults.Select(f => Finding.Problem("configuration", f.ToString(), "correct it; 'observe config' shows what is in force"))]
            : await AskAsync(configuration, stop);
        var report = new DoctorReport(findings);
        if (result.GetValue(_json))
        {
            JsonOutput.Write(_context.Output, report.WriteJson);
        }
        else
        {
            report.WriteText(_context.Output);
        }

        return configuration.Faults.Count > 0 ? ExitCode.Usage : report.IsWell ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<List<Finding>> AskAsync(LoadedConfiguration configuration, CancellationToken stop)
    {
        var agent = configuration.Options.Listen.Local;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = agent, Timeout = Patience, MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        try
        {
            var status = JsonSerializer.Deserialize(await client.GetByteArrayAsync(new Uri(agent, StatusEndpoint.Path), stop), StatusJson.Default.AgentStatus) ?? throw new JsonException($"{StatusEndpoint.Path} is null");
            var top = JsonSerializer.Deserialize(await client.GetByteArrayAsync(new Uri(agent, SeriesEndpoint.Path), stop), SeriesTopJson.Default.SeriesTop) ?? throw new JsonException($"{SeriesEndpoint.Path} is null");
            var file = configuration.File is { } path ? new FileInfo(path) : null;
            DateTimeOffset? changed = file is { Exists: true } ? new DateTimeOffset(file.LastWriteTimeUtc) : null;
            return [Finding.Ok("agent", $"answers at {agent}"), .. AgentChecks.Of(status, AgentVersion.Text, file?.FullName, changed, TimeProvider.System.GetUtcNow()), .. PushChecks.Of(status, top)];
        }
        catch (HttpRequestException e) when (e.StatusCode is { } status)
        {
            return [Finding.Problem("agent", $"what answers at {agent} is no agent of this version: it answers GET {StatusEndpoint.Path} with {(int)status}", "stop what listens there, or start an agent of this version")];
        }
        catch (JsonException e)
        {
            return [Finding.Problem("agent", $"what answers at {agent} is no agent of this version: {e.Message}", "stop what listens there, or start an agent of this version")];
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return [Finding.Problem("agent", $"no agent answers at {agent}: {e.Message}", "start it with 'observe agent', or say with --listen where it listens")];
        }
    }
}
