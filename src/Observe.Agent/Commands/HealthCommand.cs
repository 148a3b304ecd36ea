using System.CommandLine;
using Observe.Agent.Hosting;

namespace Observe.Agent.Commands;

/// <summary><c>observe health</c>: how the logs have been, from the data directory, with or without a running agent.</summary>
internal sealed class HealthCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly CommandContext _context;

    public HealthCommand(CommandContext context)
        : base("health", "Report error rate, providers, sizes and most frequent errors; exit code 1 when unhealthy.",
            "observe health",
            "observe health --data /var/lib/observe --json",
            "OBSERVE__HEALTH__ERRORRATE=0.01 observe health")
    {
        _context = context;
        _flags.AddTo(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (_context.Load(_flags.Read(result)) is null)
        {
            return Task.FromResult(ExitCode.Usage);
        }

        throw new StartupException("observe health is not built yet.");
    }
}
