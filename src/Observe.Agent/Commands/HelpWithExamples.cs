using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Observe.Agent.Commands;

/// <summary>The usual help, then the examples of the command.</summary>
internal sealed class HelpWithExamples(IReadOnlyList<string> rootExamples) : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new() { MaxWidth = 120 };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in parseResult.CommandResult.Command is Verb verb ? verb.Examples : rootExamples)
        {
            output.WriteLine("  " + example);
        }

        return ExitCode.Ok;
    }
}
