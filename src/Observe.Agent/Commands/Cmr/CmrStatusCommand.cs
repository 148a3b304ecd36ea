using System.Text.Json;
using Observe.Agent.Report;

namespace Observe.Agent.Commands.Cmr;

/// <summary><c>observe cmr status</c>: health of every app and of its components.</summary>
internal sealed class CmrStatusCommand(CommandContext context) : CmrReportVerb(
    context, "status", "Show the health of every memory layer; exit code 1 when one is red.",
    "observe cmr status",
    "observe cmr status --source my-model --json")
{
    protected override bool IsGood(JsonElement report) => !IsRed(report);

    protected override void Print(TextWriter output, JsonElement report)
    {
        var table = new ColumnTable(["source", "component", "status", "score"], firstNumber: 3);
        var reasons = new List<string>();
        foreach (var source in Sources(report))
        {
            var system = source.Value.GetProperty("health");
            table.Add([source.Name, "system", system.GetProperty("status").GetString()!, CmrText.Number(system, "score")]);
            foreach (var component in source.Value.GetProperty("components").EnumerateObject())
            {
                table.Add(["", component.Name, component.Value.GetProperty("status").GetString()!, CmrText.Number(component.Value, "score")]);
                reasons.AddRange(component.Value.GetProperty("reasons").EnumerateArray().Select(r => $"{source.Name}: {r.GetString()}"));
            }
        }

        table.Write(output);
        reasons.ForEach(r => output.WriteLine(TerminalText.Of(r)));
    }
}
