namespace Observe.Agent.Commands.Patterns;

/// <summary><c>observe patterns</c>: what messages have in common.</summary>
internal sealed class PatternsCommand : Verb
{
    public PatternsCommand(CommandContext context)
        : base("patterns", "List and show the patterns of log messages; assign the records of a file to patterns.",
            "observe patterns list --level error",
            "observe patterns show 0a1b2c3d4e5f",
            "observe patterns assign app.log --final")
    {
        Subcommands.Add(new PatternsListCommand(context));
        Subcommands.Add(new PatternsShowCommand(context));
        Subcommands.Add(new PatternsAssignCommand(context));
    }
}
