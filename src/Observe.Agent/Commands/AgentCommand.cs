using System.CommandLine;
using Observe.Agent.Hosting;

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

    private Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return Task.FromResult(ExitCode.Usage);
        }

        DataDirectory.Prepare(configuration.Options.Data);
        throw new StartupException("observe agent is not built yet.");
    }
}
