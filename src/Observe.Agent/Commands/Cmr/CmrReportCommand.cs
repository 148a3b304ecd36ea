using System.Text.Json;
using Observe.Agent.Report;

namespace Observe.Agent.Commands.Cmr;

/// <summary><c>observe cmr report</c>: every figure of the window and since the agent saw the app first.</summary>
internal sealed class CmrReportCommand(CommandContext context) : CmrReportVerb(
    context, "report", "Report the figures of every memory layer; exit code 1 when one is red.",
    "observe cmr report",
    "observe cmr report --source my-model --json")
{
    protected override bool IsGood(JsonElement report) => !IsRed(report);

    protected override void Print(TextWriter output, JsonElement report)
    {
        foreach (var source in Sources(report))
        {
            output.WriteLine(TerminalText.Of(source.Name));
            var now = source.Value.GetProperty("metrics");
            var totals = source.Value.GetProperty("totals");
            var table = new ColumnTable(["figure", $"last {CmrText.Number(report, "window_seconds")} s", "in all"], firstNumber: 1);
            foreach (var name in new[] { "captures", "reconstructions", "retrievals", "evictions", "errors" })
            {
                table.Add([name, CmrText.Number(now, name), CmrText.Number(totals, name)]);
            }

            foreach (var name in totals.EnumerateObject().Select(p => p.Name).Where(n => n.EndsWith("_time", StringComparison.Ordinal)))
            {
                table.Add([name, CmrText.Time(now, name), CmrText.Time(totals, name)]);
            }

            foreach (var name in new[] { "capture_efficiency", "reconstruction_quality", "retrieval_quality", "cache_hit_rate", "error_rate" })
            {
                table.Add([name, CmrText.Percent(now, name), CmrText.Percent(totals, name)]);
            }

            table.Add(["utilization_rate", CmrText.Percent(now, "utilization_rate"), ""]);
            table.Add(["buffer_entries", CmrText.Number(now, "buffer_entries"), ""]);
            table.Add(["buffer_size_mb", CmrText.Number(now, "buffer_size_mb"), ""]);
            table.Write(output);
        }
    }
}
