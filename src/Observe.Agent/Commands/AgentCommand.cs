using System.CommandLine;
using Observe.Agent.Forward;
using Observe.Agent.Forward.Shipping;
using Observe.Agent.Hosting;
using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Commands;

/// <summary><c>observe agent</c>: follow files, read the host, serve metrics until told to stop.</summary>
internal sealed class AgentCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<bool> _demo = new("--demo")
    {
        Description = "Write the logs of a made-up AI system into a directory of their own and follow them too.",
    };

    private readonly CommandContext _context;

    public AgentCommand(CommandContext context)
        : base("agent", "Follow log files, read the host, serve metrics. This is what observe without a verb does.",
            "observe agent",
            "observe agent --watch 'logs/**/*.log' '/var/log/*.log'",
            "observe agent --listen 0.0.0.0:9464 --data /var/lib/observe",
            "observe agent --demo")
    {
        _context = context;
        _flags.AddTo(this, watch: true, listen: true);
        Options.Add(_demo);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var own = Forwarding.ShipsLogs(configuration.Options.Forward) ? new OwnRecords() : null;
        using var logs = _context.CreateLog(configuration.Options.Log, own);
        await using var agent = AgentHost.Open(configuration, logs, TimeProvider.System, demo: result.GetValue(_demo), own);
        await agent.StartAsync(stop);
        PrintPlaces(configuration, agent);
        await agent.RunAsync(stop);
        return ExitCode.Ok;
    }

    private void PrintPlaces(LoadedConfiguration configuration, AgentHost agent)
    {
        var options = configuration.Options;
        _context.Output.WriteLine($"observe {AgentVersion.Text}");
        _context.Output.WriteLine($"metrics             {new Uri(agent.Address, "metrics")}");
        PrintEndpoint("OTLP over gRPC      ", agent.Otlp?.Grpc);
        PrintEndpoint("OTLP over HTTP      ", agent.Otlp?.Http);
        _context.Output.WriteLine($"data directory      {options.Data}");
        _context.Output.WriteLine($"configuration file  {configuration.File ?? "none"}");
        _context.Output.WriteLine($"watching            {string.Join("  ", options.Watch)}");
    }

    private void PrintEndpoint(string name, Uri? address)
    {
        if (address is not null)
        {
            _context.Output.WriteLine($"{name}{address}");
        }
    }
}
