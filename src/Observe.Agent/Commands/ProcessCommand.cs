using System.CommandLine;
using Observe.Agent.Hosting;

namespace Observe.Agent.Commands;

/// <summary><c>observe process</c>: read everything new once and exit.</summary>
internal sealed class ProcessCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<string> _metrics = ConfigurationFlagSet.Text("--metrics", "FILE", "Write the metrics here as Prometheus text.");
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as one JSON object." };
    private readonly CommandContext _context;

    public ProcessCommand(CommandContext context)
        : base("process", "Read everything new once, print a summary and exit.",
            "observe process --watch 'logs/**/*'",
            "observe process --watch a.log b.log --data /tmp/observe --json",
            "observe process --metrics /var/lib/node_exporter/observe.prom")
    {
        _context = context;
        _flags.AddTo(this, watch: true);
        Options.Add(_metrics);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return Task.FromResult(ExitCode.Usage);
        }

        DataDirectory.Prepare(configuration.Options.Data);
        throw new StartupException("observe process is not built yet.");
    }
}
