using System.Globalization;
using System.Text.Json;

namespace Observe.Agent.Report;

/// <summary>An error message that came often, with what varies in it masked.</summary>
internal sealed record FrequentError(string Pattern, string Message, string Level, long Count, DateTimeOffset? LastSeen)
{
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("pattern", Pattern);
        json.WriteString("message", Message);
        json.WriteString("level", Level);
        json.WriteNumber("count", Count);
        HealthReport.WriteTime(json, "last_seen", LastSeen);
        json.WriteEndObject();
    }

    public void WriteLine(TextWriter output) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Count,12:N0} {Level,-6} {HealthReport.Time(LastSeen)}  {Message}"));
}
