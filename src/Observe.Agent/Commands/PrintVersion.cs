using System.CommandLine;
using System.CommandLine.Invocation;
using Observe.Agent.Hosting;

namespace Observe.Agent.Commands;

internal sealed class PrintVersion : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"observe {AgentVersion.Text}");
        return ExitCode.Ok;
    }
}
