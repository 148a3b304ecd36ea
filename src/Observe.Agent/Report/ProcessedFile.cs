using System.Globalization;
using System.Text.Json;

namespace Observe.Agent.Report;

/// <summary>What one pass found in one file.</summary>
internal sealed record ProcessedFile(string Path, string Format, string Kind, long Entries, long Errors)
{
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("path", Path);
        json.WriteString("format", Format);
        json.WriteString("kind", Kind);
        json.WriteNumber("entries", Entries);
        json.WriteNumber("errors", Errors);
        json.WriteEndObject();
    }

    public void WriteLine(TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {Entries,12:N0} entries {Errors,10:N0} errors  {Format,-18} {Kind,-10} {TerminalText.Of(Path)}"));
}
