using System.CommandLine;
using Observe.Agent.Parse;
using Observe.Agent.Report;
using Observe.Agent.Store;

namespace Observe.Agent.Commands;

/// <summary><c>observe health</c>: how the logs have been, from the data directory, with or without a running agent.</summary>
internal sealed class HealthCommand : Verb
{
    private const int MostErrors = 10;

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
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var state = StateReader.Read(configuration.Options.Data);
        var report = HealthReport.Of(
            state, FrequentError.Of(state, MostErrors), configuration.Options.Health.ErrorRate, SizeOf, new FileKinds(configuration.Options.Kinds).Of);
        if (result.GetValue(_json))
        {
            JsonOutput.Write(_context.Output, report.WriteJson);
        }
        else
        {
            report.WriteTable(_context.Output);
        }

        return report.IsHealthy ? ExitCode.Ok : ExitCode.Failed;
    }

    private static long? SizeOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : null;
    }
}
