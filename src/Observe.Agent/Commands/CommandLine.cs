using System.CommandLine;
using System.CommandLine.Help;
using Observe.Agent.Listen;
using Observe.Agent.Commands.Cmr;
using Observe.Agent.Commands.Logs;
using Observe.Agent.Commands.Patterns;
using Observe.Agent.Commands.Tokens;
using Observe.Agent.Hosting;
using Observe.Agent.Records;
using Observe.Agent.Store;

namespace Observe.Agent.Commands;

/// <summary>The frame of all commands: which there are, what happens to a wrong command line, which exit code comes of what.</summary>
internal static class CommandLine
{
    private static readonly string[] RootExamples =
    [
        "observe                                       start the agent: the same as observe agent",
        "observe agent --watch 'logs/**/*.log'         follow these files, serve http://127.0.0.1:9464/metrics",
        "observe process --watch 'logs/**/*' --json    read what is new once and print a summary",
        "observe health --json                         how the logs have been",
        "observe doctor                                why a panel is empty: what reaches the agent, what it rejects",
        "observe healthcheck                           whether the agent of this machine is ready",
        "observe logs search \"timed out\" --since 1h     stored warnings and errors with these words",
        "observe patterns list --level error           what goes wrong, grouped by message",
        "observe tokens count prompt.txt               tokens of a text, exactly as tiktoken counts",
        "observe tokens report --by model              tokens used in the last 24 hours, and what they cost",
        "observe cmr status                            how the memory layers of models are",
        "observe demo --logs ./logs                    the made-up AI system alone, beside an agent",
        "observe config                                what is in force, and where it was given",
    ];

    /// <summary>How long an agent that was asked to stop may take before it is ended.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args, CommandContext context)
    {
        var result = Root(context).Parse(WithVerb(args), new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0 && result.Action?.ClearsParseErrors != true)
        {
            foreach (var error in UsageError.Of(result))
            {
                context.Error.WriteLine(error);
            }

            context.Error.WriteLine($"'{Name(result.CommandResult.Command)} --help' shows what there is.");
            return ExitCode.Usage;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopTimeout,
            });
        }
        catch (OperationCanceledException)
        {
            // Told to stop before it had begun: nothing was left undone.
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is StartupException or ListenException or StoreException or JournalException)
        {
            context.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
    }

    private static RootCommand Root(CommandContext context)
    {
        var root = new RootCommand("Observe watches AI systems: logs and the host become metrics for Prometheus.")
        {
            new AgentCommand(context), new ProcessCommand(context), new HealthCommand(context), new LogsCommand(context), new PatternsCommand(context),
            new TokensCommand(context), new CmrCommand(context), new ConfigCommand(context), new HealthcheckCommand(context), new DoctorCommand(context), new DemoCommand(context),
        };
        root.Directives.Clear();
        root.Options.Clear();
        root.Options.Add(new HelpOption { Action = new HelpWithExamples(RootExamples) });
        root.Options.Add(new VersionOption { Action = new PrintVersion() });
        return root;
    }

    /// <summary>Flags without a verb are the agent's.</summary>
    private static string[] WithVerb(string[] args) => args switch
    {
        [] => ["agent"],
        ["-h" or "-?" or "--help" or "--version", ..] => args,
        [['-', ..], ..] => ["agent", .. args],
        _ => args,
    };

    private static string Name(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Name(parent)} {command.Name}" : "observe";
}
