using Observe.Agent.Commands;

namespace Observe.Agent;

internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(args, CommandContext.OfThisProcess());
}
