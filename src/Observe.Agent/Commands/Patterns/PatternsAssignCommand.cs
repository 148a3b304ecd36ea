using System.CommandLine;
using Observe.Agent.Hosting;

namespace Observe.Agent.Commands.Patterns;

/// <summary><c>observe patterns assign FILE</c>: the pattern of each record, for judging the miner and for joining with other tools.</summary>
internal sealed class PatternsAssignCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Argument<string> _file = new("FILE") { Description = "A log file of any format the agent reads." };
    private readonly Option<bool> _final = new("--final") { Description = "Ids after all merges; without it the ids given on arrival." };
    private readonly CommandContext _context;

    public PatternsAssignCommand(CommandContext context)
        : base("assign", "Print the pattern id of each record of a file, one a line in order, records of all levels.",
            "observe patterns assign app.log",
            "observe patterns assign app.log --final")
    {
        _context = context;
        _flags.AddTo(this);
        Arguments.Add(_file);
        Options.Add(_final);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        foreach (var id in PatternAssignment.Of(result.GetValue(_file)!, configuration.Options, TimeProvider.System, result.GetValue(_final)))
        {
            _context.Output.WriteLine(id);
        }

        return ExitCode.Ok;
    }
}
