using System.Globalization;
using System.Text.Json;
using Observe.Agent.Report;

namespace Observe.Agent.Commands.Cmr;

/// <summary><c>observe cmr diagnose</c>: what is wrong, layer by layer.</summary>
internal sealed class CmrDiagnoseCommand(CommandContext context) : CmrReportVerb(
    context, "diagnose", "Say what is wrong: the layer that holds others up, what is slower than usual; exit code 1 when something is.",
    "observe cmr diagnose",
    "observe cmr diagnose --source my-model")
{
    protected override bool IsGood(JsonElement report) => !Sources(report).Any(s => Findings(s.Value).Any());

    protected override void Print(TextWriter output, JsonElement report)
    {
        foreach (var source in Sources(report))
        {
            output.WriteLine(TerminalText.Of(source.Name));
            var layers = new ColumnTable(["layer", "captures", "mean", "95 %", "stored", "reconstructions", "mean", "quality", "evicted", "time"], firstNumber: 0);
            foreach (var layer in source.Value.GetProperty("layers").EnumerateArray())
            {
                layers.Add([
                    CmrText.Number(layer, "layer"), CmrText.Number(layer, "captures"), CmrText.Time(layer, "avg_capture_time"), CmrText.Time(layer, "p95_capture_time"),
                    CmrText.Number(layer, "states_stored"), CmrText.Number(layer, "reconstructions"), CmrText.Time(layer, "avg_reconstruction_time"),
                    CmrText.Number(layer, "reconstruction_quality"), CmrText.Number(layer, "evictions"), CmrText.Percent(layer, "time_share")]);
            }

            layers.Write(output);
            var findings = Findings(source.Value).ToList();
            findings.ForEach(f => output.WriteLine($"! {TerminalText.Of(f)}"));
            if (findings.Count == 0)
            {
                output.WriteLine("nothing is wrong");
            }

            foreach (var trend in source.Value.GetProperty("trends").EnumerateArray().Where(t => t.GetProperty("direction").GetString() != "stable"))
            {
                var metric = trend.GetProperty("metric").GetString()!;
                Func<JsonElement, string, string> text = metric.EndsWith("_time", StringComparison.Ordinal) ? CmrText.Time : CmrText.Number;
                output.WriteLine($"  {metric} is {trend.GetProperty("direction").GetString()}: {text(trend, "from")} to {text(trend, "to")}");
            }
        }
    }

    private static IEnumerable<string> Findings(JsonElement source)
    {
        if (source.TryGetProperty("bottleneck", out var slow))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"layer {slow.GetProperty("layer").GetInt32()} holds the others up: its {slow.GetProperty("phase").GetString()} takes {CmrText.Time(slow, "seconds")}, {CmrText.Number(slow, "ratio")} times the others' {CmrText.Time(slow, "others")}");
        }

        foreach (var regression in source.GetProperty("regressions").EnumerateArray())
        {
            var layer = regression.TryGetProperty("layer", out var index) ? $" of layer {index.GetInt32()}" : "";
            yield return $"{regression.GetProperty("phase").GetString()}{layer} takes {CmrText.Time(regression, "seconds")}, {CmrText.Number(regression, "ratio")} times its usual {CmrText.Time(regression, "baseline")}";
        }

        foreach (var reason in source.GetProperty("components").EnumerateObject().SelectMany(c => c.Value.GetProperty("reasons").EnumerateArray()))
        {
            yield return reason.GetString()!;
        }
    }
}
