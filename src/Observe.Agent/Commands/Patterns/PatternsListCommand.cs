using System.CommandLine;
using Observe.Agent.Report;
using Observe.Agent.Store;

namespace Observe.Agent.Commands.Patterns;

/// <summary><c>observe patterns list</c>: the patterns that were committed, the most frequent first.</summary>
internal sealed class PatternsListCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<string> _level = ConfigurationFlagSet.Text("--level", "LEVEL", "Only patterns with records of this level: warn, error or fatal.");
    private readonly Option<string> _contains = ConfigurationFlagSet.Text("--contains", "TEXT", "Only patterns whose template contains this text, in any case.");
    private readonly Option<int> _most = new("--most")
    {
        HelpName = "N",
        Description = "How many to show.",
        DefaultValueFactory = _ => 50,
        CustomParser = argument => WholeNumber.Read(argument, 0),
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON array." };
    private readonly CommandContext _context;

    public PatternsListCommand(CommandContext context)
        : base("list", "List the patterns, the most frequent first.",
            "observe patterns list",
            "observe patterns list --level error --contains timeout --json")
    {
        _context = context;
        _level.AcceptOnlyFromAmong("trace", "debug", "info", "warn", "error", "fatal", "unknown");
        _flags.AddTo(this);
        Options.Add(_level);
        Options.Add(_contains);
        Options.Add(_most);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var patterns = PatternReport.Of(StateReader.Read(configuration.Options.Data))
            .Where(p => result.GetValue(_level) is not { } level || p.Levels.ContainsKey(level))
            .Where(p => result.GetValue(_contains) is not { } text || p.Template.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Take(result.GetValue(_most))
            .ToList();
        if (result.GetValue(_json))
        {
            JsonOutput.Write(_context.Output, stream => PatternReport.WriteJson(stream, patterns));
        }
        else
        {
            patterns.ForEach(p => p.WriteLine(_context.Output));
        }

        return ExitCode.Ok;
    }
}
