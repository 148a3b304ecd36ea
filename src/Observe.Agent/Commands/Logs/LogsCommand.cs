namespace Observe.Agent.Commands.Logs;

/// <summary><c>observe logs</c>: the stored records.</summary>
internal sealed class LogsCommand : Verb
{
    public LogsCommand(CommandContext context)
        : base("logs", "Search the stored records: those of level warn and above.", "observe logs search \"connection refused\" --since 1h")
    {
        Subcommands.Add(new LogsSearchCommand(context));
    }
}
