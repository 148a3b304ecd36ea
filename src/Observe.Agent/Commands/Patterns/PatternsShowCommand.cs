using System.CommandLine;
using Observe.Agent.Report;
using Observe.Agent.Store;

namespace Observe.Agent.Commands.Patterns;

/// <summary><c>observe patterns show ID</c>: everything known of one pattern.</summary>
internal sealed class PatternsShowCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Argument<string> _id = new("ID") { Description = "The pattern's id, as patterns list and the metric's label give it." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON array." };
    private readonly CommandContext _context;

    public PatternsShowCommand(CommandContext context)
        : base("show", "Show one pattern: template, example, counts, first and last seen.", "observe patterns show 0a1b2c3d4e5f")
    {
        _context = context;
        _flags.AddTo(this);
        Arguments.Add(_id);
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
        var id = state.CurrentPattern(result.GetValue(_id)!);
        if (PatternReport.Of(state).FirstOrDefault(p => p.Id == id) is not { } pattern)
        {
            _context.Error.WriteLine($"there is no pattern '{result.GetValue(_id)}'; 'observe patterns list' shows which there are");
            return ExitCode.Failed;
        }

        if (result.GetValue(_json))
        {
            JsonOutput.Write(_context.Output, stream => PatternReport.WriteJson(stream, [pattern]));
        }
        else
        {
            pattern.WriteAll(_context.Output);
        }

        return ExitCode.Ok;
    }
}
