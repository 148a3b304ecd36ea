using System.CommandLine;
using Observe.Agent.Demo;

namespace Observe.Agent.Commands;

/// <summary><c>observe demo</c>: the made-up AI system as a process of its own, for an agent that runs elsewhere.</summary>
internal sealed class DemoCommand : Verb
{
    private readonly Option<string> _logs = new("--logs") { HelpName = "DIR", Description = "Where its log files are written.", DefaultValueFactory = _ => "./logs" };

    public DemoCommand()
        : base("demo", "Write the logs of a made-up AI system until told to stop.",
            "observe demo",
            "observe demo --logs /var/log/demo")
    {
        Options.Add(_logs);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        using var demo = new DemoWorkload(result.GetValue(_logs)!, TimeProvider.System);
        result.InvocationConfiguration.Output.WriteLine($"writing {demo.Glob}");
        await demo.RunAsync(stop);
        return ExitCode.Ok;
    }
}
