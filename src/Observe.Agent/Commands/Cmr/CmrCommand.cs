namespace Observe.Agent.Commands.Cmr;

/// <summary><c>observe cmr</c>: how the memory layers of models are, asked of a running agent.</summary>
internal sealed class CmrCommand : Verb
{
    public CmrCommand(CommandContext context)
        : base("cmr", "Ask a running agent how the memory layers of models are (contextual memory reweaving).",
            "observe cmr status",
            "observe cmr diagnose --source my-model",
            "observe cmr report --json",
            "observe cmr export components > components.csv")
    {
        Subcommands.Add(new CmrStatusCommand(context));
        Subcommands.Add(new CmrDiagnoseCommand(context));
        Subcommands.Add(new CmrReportCommand(context));
        Subcommands.Add(new CmrExportCommand(context));
    }
}
