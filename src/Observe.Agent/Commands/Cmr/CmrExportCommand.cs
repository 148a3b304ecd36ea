using System.CommandLine;

namespace Observe.Agent.Commands.Cmr;

/// <summary><c>observe cmr export</c>: history as CSV.</summary>
internal sealed class CmrExportCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Argument<string> _what = new("what") { Description = "series, components or errors.", DefaultValueFactory = _ => "series" };
    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Where to write; to the output unless given." };
    private readonly CommandContext _context;

    public CmrExportCommand(CommandContext context)
        : base("export", "Write the history as CSV: figures over time, health of components, or errors.",
            "observe cmr export",
            "observe cmr export components --output components.csv",
            "observe cmr export errors")
    {
        _context = context;
        _what.AcceptOnlyFromAmong("series", "components", "errors");
        Arguments.Add(_what);
        _flags.AddTo(this, listen: true);
        Options.Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        if (await AgentClient.GetAsync(configuration.Options.Listen.Local, $"api/cmr/export?what={result.GetValue(_what)}", "text/csv", _context.Error, stop) is not { } csv)
        {
            return ExitCode.Failed;
        }

        if (result.GetValue(_output) is not { } file)
        {
            _context.Output.Write(csv);
            return ExitCode.Ok;
        }

        try
        {
            await File.WriteAllTextAsync(file, csv, stop);
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _context.Error.WriteLine($"--output: {file} cannot be written: {e.Message}");
            return ExitCode.Failed;
        }
    }
}
