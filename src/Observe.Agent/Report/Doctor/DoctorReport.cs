using System.Text.Encodings.Web;
using System.Text.Json;

namespace Observe.Agent.Report.Doctor;

/// <summary>Why a panel may be empty: every finding, with what to do about it.</summary>
internal sealed record DoctorReport(IReadOnlyList<Finding> Findings)
{
    private const int StateWidth = 9;
    private const int CheckWidth = 15;

    public bool IsWell => Findings.All(f => f.State != FindingState.Problem);

    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteBoolean("well", IsWell);
        json.WriteNumber("problems", Count(FindingState.Problem));
        json.WriteNumber("warnings", Count(FindingState.Warning));
        json.WriteStartArray("findings");
        foreach (var finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("check", finding.Check);
            json.WriteString("state", Word(finding.State));
            json.WriteString("what", finding.What);
            if (finding.Remedy.Length > 0)
            {
                json.WriteString("remedy", finding.Remedy);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void WriteText(TextWriter output)
    {
        foreach (var finding in Findings)
        {
            output.WriteLine($"{Shown(finding.State).PadRight(StateWidth)}{finding.Check.PadRight(CheckWidth)}{TerminalText.Of(finding.What)}");
            if (finding.Remedy.Length > 0)
            {
                output.WriteLine($"{new string(' ', StateWidth + CheckWidth)}-> {TerminalText.Of(finding.Remedy)}");
            }
        }

        output.WriteLine();
        output.WriteLine(IsWell && Count(FindingState.Warning) == 0 ? "all well" : $"{Count(FindingState.Problem)} problems, {Count(FindingState.Warning)} warnings");
    }

    private int Count(FindingState state) => Findings.Count(f => f.State == state);

    private static string Word(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Warning => "warning",
        _ => "problem",
    };

    private static string Shown(FindingState state) => state == FindingState.Problem ? "PROBLEM" : Word(state);
}
