using System.Globalization;
using System.Text.Json;

namespace Observe.Agent.Report;

/// <summary>One file in a health report. <paramref name="PresentSize"/> in bytes; null when the file is gone.</summary>
internal sealed record FileHealth(string Path, long Entries, long Errors, long? PresentSize, DateTimeOffset? LastSeen, string Kind, string Format)
{
    public long Size => PresentSize ?? 0;

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("path", Path);
        json.WriteString("kind", Kind);
        json.WriteString("format", Format);
        json.WriteNumber("entries", Entries);
        json.WriteNumber("errors", Errors);
        json.WriteNumber("error_rate", Entries == 0 ? 0 : Math.Round((double)Errors / Entries, 6));
        json.WriteBoolean("exists", PresentSize is not null);
        json.WriteNumber("size", Size);
        HealthReport.WriteTime(json, "last_seen", LastSeen);
        json.WriteEndObject();
    }

    public void WriteLine(TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {Entries,12:N0} entries {(Entries == 0 ? 0 : 100.0 * Errors / Entries),6:0.0} % errors {Size,14:N0} bytes  {HealthReport.Time(LastSeen)}  {TerminalText.Of(Path)}{(PresentSize is null ? " (gone)" : "")}"));
}
